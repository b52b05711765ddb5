using System.Text.Json;

namespace Workbook.Server.Tests.Clients;

/// <summary>The AWS CLI, as one account in one region uses it for one service.</summary>
internal sealed class AwsCli(Uri endpoint, string account, string region, string service = "ecs")
{
    private static string Program => ClientProgram.Find("aws", "apt-get install awscli");

    public string Account => account;

    /// <summary>The same account's CLI for another service, such as <c>ec2</c>.</summary>
    public AwsCli For(string other) => new(endpoint, account, region, other);

    /// <summary>Calls <c>aws SERVICE …</c>, which must succeed, and returns the JSON that it prints (an empty object for nothing).</summary>
    public async Task<JsonElement> CallAsync(params string[] arguments)
    {
        var result = (await RunAsync(arguments)).Succeeded();
        return JsonDocument.Parse(result.Output.Length == 0 ? "{}" : result.Output).RootElement;
    }

    /// <summary>Calls <c>aws SERVICE …</c>, which must fail as the CLI does for an error of the service.</summary>
    public async Task RefusedAsync(string code, string operation, string message, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.Error.Trim().Should().Be($"An error occurred ({code}) when calling the {operation} operation: {message}");
        result.ExitCode.Should().Be(254);
    }

    /// <summary>Whether it is of version 2.</summary>
    public async Task<bool> IsVersion2Async() =>
        (await ClientProgram.RunAsync(endpoint, account, region, Program, "--version")).Succeeded().Output.StartsWith("aws-cli/2.", StringComparison.Ordinal);

    /// <summary>Starts <c>aws SERVICE …</c> that goes on until it is killed.</summary>
    public RunningProgram Start(params IEnumerable<string> arguments) => new(ClientProgram.Start(endpoint, account, region, Program, ["--endpoint-url", endpoint.ToString(), service, .. arguments]));

    private Task<ProgramResult> RunAsync(string[] arguments) => ClientProgram.RunAsync(
        endpoint, account, region, Program, ["--endpoint-url", endpoint.ToString(), "--output", "json", service, .. arguments]);
}
