using Workbook.Server.Ecs;
using Workbook.Server.Wire;
using Workbook.Shapes;

namespace Workbook.Server.Tests.Wire;

internal sealed class ConstraintTests
{
    private const string Enum = "failed to satisfy constraint: Member must satisfy enum value set:";

    [TestCase("RunTask", "{\"taskDefinition\":\"t\",\"launchType\":\"LAMBDA\"}", "1 validation error detected: Value 'LAMBDA' at 'launchType' " + Enum + " [EC2, FARGATE, EXTERNAL*]")]
    [TestCase("RunTask", "{\"launchType\":\"\"}", "2 validation errors detected: *Value '' at 'launchType' " + Enum + " *")]
    [TestCase("RunTask", "{}", "1 validation error detected: Value null at 'taskDefinition' failed to satisfy constraint: Member must not be null")]
    [TestCase("TagResource", "{\"resourceArn\":\"a\",\"tags\":[{\"key\":\"ok\"},{\"key\":\"\",\"value\":\"v\"}]}", "1 validation error detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [TestCase("DescribeClusters", "{\"include\":[\"TAGS\",\"SECRETS\"]}", "1 validation error detected: Value '[TAGS, SECRETS]' at 'include' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [ATTACHMENTS, *]]")]
    [TestCase("RegisterTaskDefinition", "{\"family\":\"f\",\"containerDefinitions\":[{},{\"dependsOn\":[{\"containerName\":\"a\",\"condition\":\"SOON\"}]}]}", "1 validation error detected: Value 'SOON' at 'containerDefinitions.2.member.dependsOn.1.member.condition' " + Enum + " *")]
    [TestCase("RunTask", "{\"taskDefinition\":\"t\",\"capacityProviderStrategy\":[{\"capacityProvider\":\"p\",\"weight\":1001,\"base\":-1}]}", "2 validation errors detected: Value '1001' at 'capacityProviderStrategy.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 1000; Value '-1' at 'capacityProviderStrategy.1.member.base' failed to satisfy constraint: Member must have value greater than or equal to 0")]
    public void Broken(string operation, string body, string message)
    {
        var call = () => Call(new FakeEcs(), operation, body);
        call.Should().Throw<ApiException>().WithMessage(message).Where(error => error.Status == 400 && error.Code == "InvalidParameterException");
    }

    [Test]
    public void ListsAreSized()
    {
        var tags = string.Join(',', Enumerable.Range(0, 51).Select(i => $"{{\"key\":\"k{i}\"}}"));
        var call = () => Call(new FakeEcs(), "TagResource", $"{{\"resourceArn\":\"a\",\"tags\":[{tags}]}}");
        call.Should().Throw<ApiException>().WithMessage("1 validation error detected: Value '*...' at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
    }

    [Test]
    public void AFloodOfMistakesGivesAShortAnswer()
    {
        var definitions = string.Join(',', Enumerable.Repeat("{\"dependsOn\":[{}]}", 20_000));
        var call = () => Call(new FakeEcs(), "RegisterTaskDefinition", $"{{\"family\":\"f\",\"containerDefinitions\":[{definitions}]}}");
        call.Should().Throw<ApiException>().Where(error => error.Message.StartsWith("10 validation errors detected: ") && error.Message.Length < 3000);
    }

    [Test]
    public void TheServiceMayHaveBetterWords()
    {
        var ecs = new FakeEcs { Itself = (operation, path) => operation == "RegisterTaskDefinition" && path.StartsWith("containerDefinitions", StringComparison.Ordinal) };
        Call(ecs, "RegisterTaskDefinition", "{\"family\":\"f\",\"containerDefinitions\":[{\"dependsOn\":[{}]}]}");
        ecs.Calls.Should().ContainSingle();
    }

    [TestCaseSource(typeof(Model), nameof(Model.Operations))]
    public void WhatTheModelAllowsPasses(string operation)
    {
        foreach (var body in new[] { Requests.Minimal(operation), Requests.Complete(operation) })
        {
            try
            {
                Call(new FakeEcs(), operation, System.Text.Encoding.UTF8.GetString(body));
            }
            catch (ApiException error)
            {
                error.Message.Should().NotContain("validation error").And.NotContain("converted");
            }
            catch (InvalidTimeZoneException)
            {
                // The fake's ListClusters.
            }
        }
    }

    private static void Call(FakeEcs ecs, string operation, string body)
    {
        using var buffer = WireBuffer.Rent();
        var context = new RequestContext(new("123456789012", "us-east-1"), "id", "key", CancellationToken.None);
        new EcsBinding(ecs).Find(operation)!.InvokeJsonAsync(System.Text.Encoding.UTF8.GetBytes(body), context, buffer.Json).AsTask();
    }
}
