"""Cross-encoders that operators name: their labels, and their outputs as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from vraagbaak.errors import ConfigurationError
from vraagbaak.grounding.nli import NliScorer


def small_model(encoder: Path, folder: Path, labels: list[str], bias: float) -> str:
    """One small layer that always gives its bias."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(encoder)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
        label2id={name: number for number, name in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.fill_(bias)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def test_a_single_output_is_a_logit_and_not_squeezed_twice(
    default_model_dir: Path, tmp_path: Path
) -> None:
    scorer = NliScorer(small_model(default_model_dir, tmp_path, ["score"], -7.0))
    [found] = scorer.score([("De premie bedraagt 250 euro.", "Het loket sluit om 17 uur.")])
    assert found.logit == pytest.approx(-7.0, abs=0.01)


def test_labels_that_say_nothing_are_refused(default_model_dir: Path, tmp_path: Path) -> None:
    model = small_model(default_model_dir, tmp_path, ["LABEL_0", "LABEL_1"], 0.0)
    with pytest.raises(ConfigurationError, match="LABEL_0"):
        NliScorer(model)


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="VRAAGBAAK_NLI_MODEL"):
        NliScorer(str(tmp_path / "nothing"))
