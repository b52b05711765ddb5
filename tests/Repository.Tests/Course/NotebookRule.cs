using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Course;

/// <summary>A notebook is nbformat 4.5 as every C# front end reads it, and has no outputs: those are made by running it.</summary>
internal sealed class NotebookRule
{
    private static readonly (string Path, string Value)[] Metadata =
    [
        ("kernelspec", """{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}"""),
        ("language_info.name", "\"C#\""),
        ("polyglot_notebook", """{"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"name":"csharp"}]}}"""),
    ];

    private static readonly (string Path, string Value)[] CodeMetadata =
    [
        ("dotnet_interactive.language", "\"csharp\""),
        ("polyglot_notebook.kernelName", "\"csharp\""),
    ];

    internal static IEnumerable<Violation> Check(TextFile file)
    {
        JsonNode? notebook = null;
        string? broken = null;
        try
        {
            notebook = JsonNode.Parse(file.Text);
        }
        catch (System.Text.Json.JsonException error)
        {
            broken = error.Message;
        }
        if (notebook?["cells"] is not JsonArray cells) return [new Violation(file.Path, 1, $"It is no notebook: {broken ?? "it has no cells"}.")];
        return CheckNotebook(file, notebook).Concat(CheckIds(file, cells)).Concat(cells.SelectMany((cell, index) => CheckCell(file, cell!, index)));
    }

    private static IEnumerable<Violation> CheckNotebook(TextFile file, JsonNode notebook)
    {
        if ((notebook["nbformat"]?.ToJsonString(), notebook["nbformat_minor"]?.ToJsonString()) != ("4", "5")) yield return new Violation(file.Path, 1, "Say \"nbformat\": 4 and \"nbformat_minor\": 5.");
        foreach (var missing in Missing(notebook, Metadata)) yield return new Violation(file.Path, 1, $"Say {missing} in the notebook's metadata.");
        foreach (var violation in file.Find(file.Text, "\"extension_id\"", "Remove metadata.vscode.extension_id; it asks for an extension that is gone.")) yield return violation;
    }

    private static IEnumerable<Violation> CheckIds(TextFile file, JsonArray cells) =>
        from cell in cells
        let id = (string?)cell!["id"]
        where id is not null
        group id by id into same
        where same.Count() > 1
        select new Violation(file.Path, LineOf(file, same.Key), $"Cell id '{same.Key}' stands {same.Count()} times; every cell needs one of its own.");

    private static IEnumerable<Violation> CheckCell(TextFile file, JsonNode cell, int index)
    {
        var id = (string?)cell["id"];
        var line = LineOf(file, id);
        if (id is null || !Regex.IsMatch(id, "^[a-zA-Z0-9_-]{1,64}$")) yield return new Violation(file.Path, line, $"Give cell {index + 1} an id of letters, digits, - and _.");
        var kind = (string?)cell["cell_type"];
        if (kind is not ("code" or "markdown" or "raw")) yield return new Violation(file.Path, line, $"Cell {index + 1} is a '{kind}'; there are code, markdown and raw.");
        if (cell["source"] is null || cell["metadata"] is not JsonObject) yield return new Violation(file.Path, line, $"Cell {index + 1} needs source and metadata.");
        if (kind != "code")
        {
            if (cell["outputs"] is not null || cell["execution_count"] is not null) yield return new Violation(file.Path, line, $"Cell {index + 1} is no code; remove its outputs and execution_count.");
            yield break;
        }
        if (cell["outputs"] is not JsonArray { Count: 0 }) yield return new Violation(file.Path, line, $"Clear the outputs of cell {index + 1} (\"outputs\": []).");
        if (!cell.AsObject().ContainsKey("execution_count") || cell["execution_count"] is not null) yield return new Violation(file.Path, line, $"Clear the count of cell {index + 1} (\"execution_count\": null).");
        foreach (var missing in Missing(cell, CodeMetadata)) yield return new Violation(file.Path, line, $"Say {missing} in the metadata of cell {index + 1}.");
    }

    private static IEnumerable<string> Missing(JsonNode owner, (string Path, string Value)[] expected) =>
        from pair in expected
        let actual = pair.Path.Split('.').Aggregate(owner["metadata"], (node, name) => (node as JsonObject)?[name])
        where !JsonNode.DeepEquals(actual, JsonNode.Parse(pair.Value))
        select $"{pair.Path} = {pair.Value}";

    private static int LineOf(TextFile file, string? id) =>
        id is not null && file.Text.IndexOf($"\"id\": \"{id}\"", StringComparison.Ordinal) is var offset and >= 0 ? file.LineAt(offset) : 1;

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.WithExtension(".ipynb").SelectMany(Check));

    private const string Good = """
        {
         "cells": [
          { "cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# A"] },
          { "cell_type": "code", "id": "b", "execution_count": null, "outputs": [], "source": ["1"],
            "metadata": { "dotnet_interactive": { "language": "csharp" }, "polyglot_notebook": { "kernelName": "csharp" } } }
         ],
         "metadata": {
          "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" },
          "language_info": { "name": "C#" },
          "polyglot_notebook": { "kernelInfo": { "defaultKernelName": "csharp", "items": [ { "aliases": [], "name": "csharp" } ] } }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """;

    [TestCase("", "", 0)]
    [TestCase("\"nbformat_minor\": 5", "\"nbformat_minor\": 4", 1)]
    [TestCase("\"execution_count\": null", "\"execution_count\": 3", 1)]
    [TestCase("\"outputs\": []", "\"outputs\": [{}]", 1)]
    [TestCase("\"id\": \"b\", ", "", 1)]
    [TestCase("\"id\": \"b\"", "\"id\": \"a\"", 1)]
    [TestCase("\".net-csharp\"", "\"python3\"", 1)]
    [TestCase("\"kernelName\": \"csharp\"", "\"kernelName\": \"pwsh\"", 1)]
    [TestCase("\"language_info\"", "\"vscode\": { \"extension_id\": \"x\" }, \"language_info\"", 1)]
    [TestCase("\"cells\": [", "\"cells\": ", 1)]
    public void It_bites(string from, string to, int violations) =>
        Check(new TextFile("notebooks/a.ipynb", from.Length == 0 ? Good : Good.Replace(from, to, StringComparison.Ordinal))).Should().HaveCount(violations);
}
