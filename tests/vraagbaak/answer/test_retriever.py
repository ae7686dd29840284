"""The index as LangChain's retriever."""

from vraagbaak.answer.retriever import TenantRetriever


def test_documents_carry_where_they_come_from(index):
    retriever = TenantRetriever(index=index.for_tenant("wonen"), limit=1)
    [document] = retriever.invoke("Hoeveel bedraagt de huurpremie?")
    assert document.id == "huurpremie.md#100"
    assert document.metadata["document"] == "huurpremie.md"
    assert document.metadata["start"] == 100
    assert document.metadata["language"] == "nl"
    assert index.asked[-1][0] == "wonen"
