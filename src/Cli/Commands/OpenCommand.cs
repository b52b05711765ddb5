using System.CommandLine;
using System.Globalization;
using Workbook.Cli.Grading;
using Workbook.Engine.Time;
using Workbook.Learning.Exercises;
using Workbook.Server;
using Workbook.Web;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook open</c>: an engine and the course in the browser, in one process, until it is interrupted; for oneself, or for a class.</summary>
internal static class OpenCommand
{
    private const int UsualPort = 4570;
    private const int UsualEndpoint = 4566;

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The TCP port of the pages, on loopback; 0 chooses a free one.", DefaultValueFactory = _ => UsualPort };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !ushort.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)) result.AddError("--port takes a number from 0 to 65535; 0 chooses a free one.");
        });
        var quiet = new Option<bool>("--no-browser") { Description = "Only print the address." };
        var backend = Backends.CreateOption();
        var workshop = new WorkshopChoice();
        var command = new Command("open", "Open the course in the browser, with an engine of its own, until Ctrl+C.") { port, backend, quiet };
        workshop.AddTo(command);
        command.SetAction((result, cancellation) => Courses.WithAsync((root, catalog) => RunAsync(root, catalog, result.GetValue(port), result.GetValue(backend)!, result.GetValue(quiet), workshop.Of(result), cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string root, ExerciseCatalog catalog, int port, string backend, bool quiet, WorkshopChoice.Chosen? workshop, CancellationToken cancellation)
    {
        try
        {
            var served = workshop is null ? null : await workshop.OptionsAsync(root, backend, cancellation);
            await using var aws = await StartAsync(backend, cancellation);
            var options = new SiteOptions
            {
                Port = port,
                Aws = aws,
                CourseRoot = root,
                Workshop = served,
                Kernel = folder => KernelBackend.Launch(aws.Endpoint, folder),
                Grader = (watch, stop) => Graders.CreateAsync(root, catalog, backend, watch, stop),
            };
            await using var site = await WorkbookSite.StartAsync(options, cancellation);
            Console.WriteLine($"The workbook is open at {site.Address}");
            if (quiet || !Browser.TryOpen(site.Address)) Console.WriteLine("Open that whole address in a browser of this machine; its key lets nobody else in.");
            if (site.Joining is { } joining)
            {
                Console.WriteLine($"Learners join at {string.Join(" or ", joining.Addresses)} with the code {joining.Code}. The roster shows it as well: open the workbook, and there The class.");
            }
            Console.WriteLine($"Its AWS endpoint is {aws.Endpoint.ToString().TrimEnd('/')} (backend {backend}). Ctrl+C ends both.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.WriteLine("Stopped.");
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        return 0;
    }

    // At the usual address, unless another workbook is there.
    private static async Task<LocalAws> StartAsync(string backend, CancellationToken cancellation)
    {
        var options = new LocalAwsOptions { Port = UsualEndpoint, Engine = Backends.Engine(backend, ClockMode.Automatic) };
        try
        {
            return await LocalAws.StartAsync(options, cancellation);
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException || error.InnerException?.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await LocalAws.StartAsync(options with { Port = 0 }, cancellation);
        }
    }
}
