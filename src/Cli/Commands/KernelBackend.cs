using System.CommandLine;
using Workbook.Engine.Time;
using Workbook.Learning.Notebooks;
using Workbook.Server;

namespace Workbook.Cli.Commands;

/// <summary>What the AWS calls of a notebook's cells reach, and kernels that are set up for it.</summary>
internal sealed class KernelBackend : IAsyncDisposable
{
    private const string Usual = "http://127.0.0.1:4566";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LocalAws? _own;
    private readonly Uri? _other;

    private KernelBackend(LocalAws? own, Uri? other, string description)
    {
        _own = own;
        _other = other;
        Description = description;
    }

    /// <summary>Such as <c>an engine of its own (embedded)</c>.</summary>
    public string Description { get; }

    /// <summary>The backend that was asked for by an option or by WORKBOOK_BACKEND, or null.</summary>
    public static string? Asked(ParseResult result, Option<string> option) =>
        result.GetResult(option) is { Implicit: false } || Environment.GetEnvironmentVariable("WORKBOOK_BACKEND") is { Length: > 0 } ? result.GetValue(option) : null;

    /// <summary>
    /// An engine of that backend; if none was asked for, what AWS_ENDPOINT_URL names; else an engine of its own on the embedded backend.
    /// </summary>
    /// <param name="asked">See <see cref="Asked"/>.</param>
    /// <param name="join">Whether a workbook that runs on the usual port is preferred to an engine of its own.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="KernelStartException">Nobody answers, or no engine can be started.</exception>
    public static async Task<KernelBackend> OpenAsync(string? asked, bool join, CancellationToken cancellation)
    {
        if (asked is null && Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } named) return await NamedAsync(named, cancellation);
        if (asked is null && join && await AnswersAsync(new Uri(Usual), "/_workbook/health", healthy: true, cancellation)) return new(null, new Uri(Usual), $"the workbook at {Usual}");
        var backend = asked ?? Backends.Embedded;
        try
        {
            return new(await LocalAws.StartAsync(new() { Engine = Backends.Engine(backend, ClockMode.Automatic) }, cancellation), null, $"an engine of its own ({backend})");
        }
        catch (IOException error)
        {
            throw new KernelStartException($"No engine could be started on the backend '{backend}': {error.Message}", error);
        }
    }

    /// <param name="folder">Where relative paths of the notebook start.</param>
    public KernelLaunch Launch(string folder) => Launch(Variables(), folder);

    /// <summary>A kernel on an endpoint of this machine.</summary>
    /// <param name="endpoint">Of a workbook.</param>
    /// <param name="folder">Where relative paths of the notebook start.</param>
    public static KernelLaunch Launch(Uri endpoint, string folder) => Launch(Variables(endpoint), folder);

    private static KernelLaunch Launch(Dictionary<string, string?> variables, string folder) => KernelLaunch.Self() with
    {
        WorkingDirectory = folder,
        Environment = variables,
        Options = new()
        {
            References = LearnerLibraries.Paths,
            BaseDirectory = folder,
        },
    };

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<KernelBackend> NamedAsync(string named, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(named, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new KernelStartException($"AWS_ENDPOINT_URL is '{named}', which is not an address. Use one such as {Usual}.");
        return await AnswersAsync(address, "/", healthy: false, cancellation)
            ? new(null, address, $"{named} (AWS_ENDPOINT_URL)")
            : throw new KernelStartException($"Nobody answers at {named}, which AWS_ENDPOINT_URL names. Start a workbook there with `workbook start`, or take that variable away to have an engine of its own.");
    }

    // Whoever answers is there, with an error too; only a workbook says that it is healthy.
    private static async Task<bool> AnswersAsync(Uri address, string path, bool healthy, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(address, path), HttpCompletionOption.ResponseHeadersRead, cancellation);
            return !healthy || answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    // Keys and region of somebody else's endpoint are the user's own settings.
    private Dictionary<string, string?> Variables() => _own is null && _other != new Uri(Usual) ? [] : Variables(_own?.Endpoint ?? _other!);

    private static Dictionary<string, string?> Variables(Uri endpoint) => new()
    {
        ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_REGION"] = "us-east-1",
    };
}
