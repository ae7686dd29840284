"""What those who measure see of an answer: what was found, and the same pipeline elsewhere."""

import asyncio

from vraagbaak.answer.types import Ask, Status

QUESTION = "Hoeveel bedraagt de huurpremie?"


def test_an_answer_is_traced_to_what_was_found_and_what_carried_it(service, tenant, answer):
    made = service()
    traced = asyncio.run(made.trace(tenant, Ask(QUESTION)))
    assert traced.answer.answer == answer(made, tenant, QUESTION).answer
    assert {hit.passage.document for hit in traced.found} >= {"huurpremie.md", "huurpremie-2024.md"}
    carried = {hit.passage.document for hit in traced.evidence}
    assert "huurpremie.md" in carried
    assert "huurpremie-2024.md" not in carried
    cited = {c.passage_id for s in traced.answer.sentences for c in s.citations}
    assert cited <= {hit.passage.id for hit in traced.evidence}


def test_a_refused_question_has_nothing_to_trace(service, tenant):
    traced = asyncio.run(service().trace(tenant, Ask("")))
    assert traced.answer.status is Status.BLOCKED
    assert traced.found == traced.evidence == ()


def test_the_same_pipeline_reads_another_index_and_leaves_its_own_alone(service, tenant, index):
    made = service()

    class Nothing:
        def for_tenant(self, tenant):
            return self

        def search(self, *arguments, **options):
            return []

    empty = asyncio.run(made.over(Nothing()).trace(tenant, Ask(QUESTION)))
    assert empty.answer.status is Status.REFUSED
    assert index.asked == []
    assert asyncio.run(made.trace(tenant, Ask(QUESTION))).answer.status is Status.ANSWERED


def test_retrieval_alone_goes_as_deep_as_asked(service, tenant, index):
    made = service()
    [best] = asyncio.run(made.retrieve(tenant, Ask(QUESTION), 1))
    assert best.passage.document.startswith("huurpremie")
    assert len(asyncio.run(made.retrieve(tenant, Ask("premie huur"), 60))) == 3
    assert {slug for slug, _ in index.asked} == {"wonen"}
