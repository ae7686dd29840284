"""Scaling outliers into the weights changes what is quantised, not what is computed."""

import torch
from transformers import BertConfig, BertModel

from vraagbaak.embedding.smooth import smooth


class Logit(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(3)
        config = BertConfig(
            vocab_size=50,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
        )
        self.bert = BertModel(config)
        # One channel a hundred times larger than the rest, as trained encoders have.
        with torch.no_grad():
            self.bert.encoder.layer[0].intermediate.dense.weight[5] *= 100

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.bert(input_ids=ids, attention_mask=mask).last_hidden_state


def test_it_computes_the_same_with_smaller_outliers():
    network = Logit().eval()
    ids = [torch.randint(0, 50, (1, length)) for length in (4, 9)]
    mask = torch.ones_like(ids[1])
    with torch.no_grad():
        before = network(ids[1], mask)
        layers = network.bert.encoder.layer
        weight = layers[0].output.dense.weight.clone()
        smooth(network, layers, ids)
        after = network(ids[1], mask)
    assert torch.allclose(before, after, atol=1e-4)
    scaled = layers[0].output.dense
    assert scaled.inverse[5] == scaled.inverse.min()
    assert not torch.allclose(weight, scaled.dense.weight)
    assert torch.allclose(weight, scaled.dense.weight * scaled.inverse, atol=1e-5)
