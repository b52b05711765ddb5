using System.CommandLine;
using Workbook.Cli.Commands;
using Workbook.Cli.Grading.LocalStack;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary>The option <c>--backend</c> of commands that grade: the workbook's own, LocalStack, or any endpoint.</summary>
internal static class GradingBackends
{
    public const string LocalStack = "localstack";
    private const string Endpoint = "endpoint";
    private const string AnyEndpoint = $"Or start it yourself, and use --backend {Endpoint} with AWS_ENDPOINT_URL=http://127.0.0.1:4566.";

    private static readonly string[] Names = [Backends.Embedded, Backends.Docker, LocalStack, Endpoint];

    /// <summary>Given by <c>--backend</c>, else by WORKBOOK_BACKEND, else embedded.</summary>
    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--backend")
        {
            Description = "Where it is graded: embedded (a fresh engine with simulated containers for each exercise), docker (the same on a Docker Engine), localstack (a LocalStack for each exercise), or endpoint (the one that AWS_ENDPOINT_URL names).",
            HelpName = string.Join('|', Names),
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WORKBOOK_BACKEND") is { Length: > 0 } chosen ? chosen : Backends.Embedded,
        };
        option.Validators.Add(result =>
        {
            var name = result.GetValueOrDefault<string>();
            if (Problem(name) is { } problem) result.AddError(problem);
        });
        return option;
    }

    public static IGradingBackend Of(string name) => name switch
    {
        Endpoint => new EndpointGrading(Address()!),
        LocalStack => LocalStackBackend.Create(),
        _ => new LocalGrading(name),
    };

    private static string? Problem(string? name) => name switch
    {
        Backends.Embedded or Backends.Docker => null,
        Endpoint => Address() is null ? "--backend endpoint takes the address from AWS_ENDPOINT_URL, such as http://127.0.0.1:4566, and that is not set." : null,
        LocalStack => LocalStackBackend.Lack() is { } lack ? $"{lack} {AnyEndpoint}" : null,
        _ => $"There is no backend '{name}' to grade on. Use one of {string.Join(", ", Names)} after --backend, and check the environment variable WORKBOOK_BACKEND.",
    };

    private static Uri? Address() => Uri.TryCreate(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp ? address : null;
}
