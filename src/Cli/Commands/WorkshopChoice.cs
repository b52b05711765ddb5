using System.CommandLine;
using System.Globalization;
using System.Net;
using Workbook.Engine.Time;
using Workbook.Learning.Notebooks;
using Workbook.Server;
using Workbook.Web;

namespace Workbook.Cli.Commands;

/// <summary>The options by which <c>workbook open</c> serves a class.</summary>
internal sealed class WorkshopChoice
{
    private const int UsualClass = 40;
    private const int LargestClass = 500;

    private readonly Option<bool> _workshop = new("--workshop") { Description = "Serve a class: learners join with a code, each gets an engine, kernels and files of their own, and a roster shows how they get on." };
    private readonly Option<string?> _listen = new("--listen") { Description = "With --workshop: the address of this machine to listen on, beyond loopback; 0.0.0.0 for all. Only on a network that you trust: the pages are not encrypted." };
    private readonly Option<Uri?> _public = new("--public") { Description = "With --workshop: the address of a proxy in front of it, such as https://class.example.org, which passes on requests with that name, and WebSockets." };
    private readonly Option<bool> _noSandbox = new("--no-sandbox") { Description = "With --workshop: run learners' cells as you, with all that you may do, where there is no bubblewrap. Only for a class that you would lend this machine to." };
    private readonly Option<int> _learners = new("--learners") { Description = "With --workshop: how many may join.", DefaultValueFactory = _ => UsualClass };

    public WorkshopChoice()
    {
        _listen.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !IPAddress.TryParse(token.Value, out _)) result.AddError("--listen takes an address of this machine, such as 192.168.1.20, or 0.0.0.0 for all of them.");
        });
        _public.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !(Uri.TryCreate(token.Value, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", PathAndQuery: "/" }))
                result.AddError("--public takes an address without a path, such as https://class.example.org.");
        });
        _learners.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LargestClass))
                result.AddError($"--learners takes a number from 1 to {LargestClass}.");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_workshop);
        command.Add(_listen);
        command.Add(_learners);
        command.Add(_noSandbox);
        command.Add(_public);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_workshop) && (result.GetResult(_listen) is not null || result.GetResult(_learners) is { Implicit: false } || result.GetValue(_noSandbox) || result.GetResult(_public) is not null))
                result.AddError("--listen, --learners, --public and --no-sandbox are for a class: add --workshop.");
        });
    }

    /// <summary>Null: no class.</summary>
    public Chosen? Of(ParseResult result) => result.GetValue(_workshop) ? new(result.GetValue(_listen) is { } listen ? IPAddress.Parse(listen) : IPAddress.Loopback, result.GetValue(_learners), result.GetValue(_public), result.GetValue(_noSandbox)) : null;

    /// <summary>What was chosen.</summary>
    /// <param name="Listen">Where the site listens.</param>
    /// <param name="Learners">How many may join.</param>
    /// <param name="Public">Where learners find it behind a proxy; null: there is none.</param>
    /// <param name="IsTrusted">Whether cells may run without a sandbox.</param>
    public sealed record Chosen(IPAddress Listen, int Learners, Uri? Public, bool IsTrusted)
    {
        /// <exception cref="IOException">A class cannot be served like this; the message says why and what to do.</exception>
        public async Task<WorkshopOptions> OptionsAsync(string root, string backend, CancellationToken cancellation)
        {
            if (backend != Backends.Embedded) throw new IOException($"A workshop runs on the backend {Backends.Embedded}: a learner's tasks must not be containers of this machine. Leave --backend {backend} out.");
            var (sandbox, why) = IsTrusted ? (null, "") : await BubblewrapKernelSandbox.TryCreateAsync(new() { Folders = [Path.Combine(root, "notebooks")] }, cancellation);
            if (sandbox is null && !IsTrusted) throw new IOException($"Learners' cells can be any program, so a workshop runs them in a sandbox. {why} Where that cannot be: --no-sandbox runs them as you.");
            return new()
            {
                Listen = Listen,
                MostLearners = Learners,
                PublicAddress = Public,
                Engine = stop => LocalAws.StartAsync(new() { Engine = Backends.Engine(backend, ClockMode.Automatic) with { ReachesOthers = false } }, stop),
                Kernel = (aws, folder) => KernelBackend.Launch(aws.Endpoint, folder) with { Sandbox = sandbox?.WithPorts(() => aws.Listeners.Select(listener => listener.Port)) },
            };
        }
    }
}
