using System.Text.Json.Nodes;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

public sealed class NotebookFileTests
{
    private const string Sample =
        """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "intro",
           "metadata": {},
           "source": [
            "# Größe → 😀\n",
            "a \"quoted\" \\ <b> & \t tab"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": null,
           "id": "first",
           "metadata": {
            "dotnet_interactive": {
             "language": "csharp"
            },
            "unknown": [
             1.0,
             -2e10,
             true,
             null
            ],
            "tags": [
             "raises-exception"
            ]
           },
           "outputs": [],
           "source": []
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Test]
    public void Reading_and_writing_gives_the_same_bytes()
    {
        using var folder = new TempFolder();
        var path = folder.Write("a.ipynb", Sample);
        NotebookFile.Read(path).Write(path);
        File.ReadAllBytes(path).Should().Equal(System.Text.Encoding.UTF8.GetBytes(Sample));
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Test]
    public void Cells_are_seen_with_their_texts_and_tags()
    {
        var notebook = NotebookFile.Parse(Sample);
        notebook.Validate().Should().BeEmpty();
        notebook.KernelName.Should().Be(".net-csharp");
        notebook.Cells.Select(cell => (cell.Number, cell.Type, cell.Id)).Should().Equal((1, "markdown", "intro"), (2, "code", "first"));
        notebook.Cells[0].Source.Should().StartWith("# Größe → 😀\na \"quoted\"");
        notebook.Cells[1].RaisesException.Should().BeTrue();
        notebook.Cells[1].Language.Should().Be("csharp");
    }

    [TestCase("", "*is empty*")]
    [TestCase("{\"cells\": [}", "*not valid JSON (line 1, byte 12)*")]
    [TestCase("{\"cells\": [], \"cells\": []}", "*not valid JSON*")]
    [TestCase("[]", "*no object*")]
    [TestCase("{}", "*no whole number 'nbformat'*")]
    [TestCase("{\"nbformat\": 3, \"worksheets\": []}", "*old nbformat 3; convert it*")]
    [TestCase("{\"nbformat\": 5, \"cells\": []}", "*in nbformat 5*")]
    [TestCase("{\"nbformat\": 4}", "*no list 'cells'*")]
    [TestCase("{\"nbformat\": 4, \"cells\": [7]}", "*cells[0] is no object*")]
    [TestCase("{\"nbformat\": 4, \"cells\": [{\"source\": \"\"}]}", "*cells[0] has no string 'cell_type'*")]
    [TestCase("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [1]}]}", "*cells[0] has no 'source'*")]
    public void A_file_that_is_no_notebook_is_refused_with_its_reason(string text, string message)
    {
        var parse = () => NotebookFile.Parse(text, "x.ipynb");
        parse.Should().Throw<NotebookFormatException>().WithMessage(message).WithMessage("'x.ipynb'*");
    }

    [Test]
    public void Deep_nesting_is_refused()
    {
        var parse = () => NotebookFile.Parse(new string('[', 100_000), "deep.ipynb");
        parse.Should().Throw<NotebookFormatException>();
    }

    [Test]
    public void Cells_are_put_in_and_taken_out_and_numbered_anew()
    {
        var notebook = TestNotebook.Of("1", "2");

        var added = notebook.InsertCode(notebook.Cells[0], "own-1");
        added.Source = "between";

        notebook.Cells.Select(cell => (cell.Number, cell.Source)).Should().Equal((1, "1"), (2, "between"), (3, "2"));
        NotebookFile.Parse(notebook.ToJson()).Validate().Should().BeEmpty();
        notebook.Remove(notebook.Cells[0]);
        notebook.InsertCode(null, "own-2");
        notebook.Cells.Select(cell => (cell.Number, cell.Source)).Should().Equal((1, ""), (2, "between"), (3, "2"));
    }

    [Test]
    public void A_missing_file_is_named()
    {
        var read = () => NotebookFile.Read("/nowhere/x.ipynb");
        read.Should().Throw<NotebookFormatException>().WithMessage("'/nowhere/x.ipynb' cannot be read*");
    }

    [Test]
    public void Departures_from_the_format_are_listed()
    {
        var odd = new JsonObject { ["cell_type"] = "sql", ["id"] = "a b", ["metadata"] = new JsonObject(), ["source"] = "" };
        var problems = TestNotebook.OfCells(TestNotebook.Code("1"), TestNotebook.Code("1"), odd).Validate();
        problems.Should().HaveCount(3);
        problems[0].Should().StartWith("cells[1]: the id").And.EndWith("is used twice");
        problems[1].Should().Be("cells[2]: unknown cell_type 'sql'");
    }
}
