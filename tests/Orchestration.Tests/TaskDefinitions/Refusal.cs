using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

/// <summary>The tables' rows: a request with one mistake and the exact words of the refusal.</summary>
internal static class Refusal
{
    public static TestCaseData Of(string name, RegisterTaskDefinitionRequest request, string message) =>
        new TestCaseData(request, message).SetArgDisplayNames(name);

    public static void Check(RegisterTaskDefinitionRequest request, string message, string code = "ClientException")
    {
        var error = FluentActions.Invoking(() => TaskDefinitionRules.Register(request)).Should().Throw<ApiException>().Which;
        error.Message.Should().Be(message);
        error.Code.Should().Be(code);
        error.Status.Should().Be(400);
    }
}
