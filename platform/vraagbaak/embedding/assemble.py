"""From packaged weights to a sentence-transformers folder.

The folder is an ordinary one (transformer, mean pooling, normalisation, prompts `query: ` and
`passage: `), so that everything that reads sentence-transformers models reads this one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vraagbaak.embedding.weights import Shape, Vocabulary, Weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel

MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "passage": "passage: "}

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_SPECIAL_TOKENS = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "sep_token": "</s>",
}
_PARAMETER = {"w": "weight", "b": "bias"}


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """The XLM-R unigram tokenizer over the packaged pieces.

    SentencePiece's nmt_nfkc rule is Nmt followed by NFKC; over all 4,837 entries of the packaged
    normalisation map both give the same, which a test asserts.
    """
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(Unigram(list(vocabulary.pieces), unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    bos, eos = vocabulary.pieces[vocabulary.bos][0], vocabulary.pieces[vocabulary.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    return tokenizer


def build_encoder(weights: Weights) -> BertModel:
    """A BertModel with the weights; evaluation mode, float32."""
    import torch
    from transformers import BertModel

    encoder = BertModel(_config(weights.shape))
    state = {
        _parameter_name(name): torch.from_numpy(value) for name, value in weights.tensors.items()
    }
    # Mean pooling needs no pooler; zeros keep the file the same at every build.
    hidden = weights.shape.hidden
    state["pooler.dense.weight"] = torch.zeros(hidden, hidden)
    state["pooler.dense.bias"] = torch.zeros(hidden)
    # Strict: a tensor too many or too few is an error, never a silently random layer.
    encoder.load_state_dict(state, strict=True)
    encoder.train(False)
    return encoder


def _config(shape: Shape) -> BertConfig:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        hidden_act="gelu",
        pad_token_id=1,
    )


def _parameter_name(name: str) -> str:
    fixed = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    if name in fixed:
        return fixed[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{_PARAMETER[kind]}"


def write_sentence_transformer(weights: Weights, folder: Path) -> None:
    """Write the folder. It must not exist or be empty."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    source = folder / "_source"
    encoder = build_encoder(weights)
    encoder.save_pretrained(source)
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=build_tokenizer(weights.vocabulary),
        model_max_length=MAX_TOKENS,
        **_SPECIAL_TOKENS,
    )
    tokenizer.save_pretrained(source)
    transformer = Transformer(str(source), max_seq_length=MAX_TOKENS)
    model = SentenceTransformer(
        modules=[transformer, Pooling(weights.shape.hidden), Normalize()],
        prompts=PROMPTS,
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    for file in source.iterdir():
        file.unlink()
    source.rmdir()
