using System.Runtime.CompilerServices;
using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>Stories have words for everything that can be decided.</summary>
public class WordsTests
{
    private static IEnumerable<Type> Decisions => typeof(ServiceDecision).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ServiceDecision)) && !type.IsAbstract);

    [TestCaseSource(nameof(Decisions))]
    public void There_are_words_for(Type decision) =>
        Words.Of((Decision)RuntimeHelpers.GetUninitializedObject(decision)).Should().NotBeNullOrWhiteSpace();
}
