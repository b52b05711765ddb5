using System.CommandLine;

namespace Workbook.Cli.Commands;

/// <summary>The option <c>--endpoint</c> of commands that talk to a running endpoint.</summary>
internal static class EndpointOption
{
    public static Option<Uri> Create() => new("--endpoint")
    {
        Description = $"Where `workbook start` listens; else AWS_ENDPOINT_URL, else {Aws.DefaultEndpoint}.",
        HelpName = "URL",
        CustomParser = given => Address(given.Tokens[0].Value, given.AddError)!,
        DefaultValueFactory = given => Address(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } url ? url : Aws.DefaultEndpoint, given.AddError)!,
    };

    public static string NobodyAnswers(Uri endpoint) => $"Nothing answers at {endpoint}. Start it with `workbook start`, or say where it is with --endpoint.";

    private static Uri? Address(string text, Action<string> refuse)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        refuse($"'{text}' is not the address of an endpoint, such as {Aws.DefaultEndpoint}.");
        return null;
    }
}
