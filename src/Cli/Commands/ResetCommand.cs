using System.CommandLine;
using Workbook.Cli.Grading;
using Workbook.Engine.Blobs;
using Workbook.Engine.Logs;
using Workbook.Engine.Metrics;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.State;

namespace Workbook.Cli.Commands;

/// <summary>
/// <c>workbook reset ID</c> starts an exercise afresh. <c>workbook reset [--data DIR] [--backend docker [--instance …]]</c>: deletes the state that a folder keeps, also when it is damaged, and removes the
/// containers, networks and volumes of its workbook from Docker.
/// </summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "An exercise: puts its file back as the course gives it out, and keeps yours beside it.", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<DirectoryInfo?>("--data") { Description = "The folder that was given to `workbook start`.", HelpName = "DIR" };
        var backend = Backends.CreateOption();
        var instance = InstanceOption.Create();
        var command = new Command("reset", "Start an exercise afresh; or delete the state that a data folder keeps, with --backend docker also what its tasks left on Docker.") { id, data, backend, instance };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null && result.GetValue(data) is null && result.GetValue(backend) == Backends.Embedded)
                result.AddError("Name an exercise, or the folder with --data DIR. A workbook that was started without one keeps nothing; `curl -X POST http://127.0.0.1:4566/_workbook/reset` empties one that runs.");
        });
        InstanceOption.NeedsDocker(command, instance, backend);
        command.SetAction((result, cancellation) => result.GetValue(id) is { } name ? ExerciseReset.RunAsync(name, cancellation) : RunAsync(result.GetValue(data), result.GetValue(backend)!, result.GetValue(instance)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? data, string backend, DockerInstance[] instances, CancellationToken cancellation)
    {
        try
        {
            if (data is not null)
            {
                // First: it is refused while a workbook runs on the folder, whose containers must not go.
                SqliteJournal.Delete(data.FullName);
                MetricStore.Delete(data.FullName);
                LogStore.Delete(data.FullName);
                BlobStore.Delete(data.FullName);
                Console.WriteLine($"Nothing is kept in {data.FullName} any more.");
            }
            if (backend == Backends.Docker)
            {
                foreach (var endpoint in instances.Select(instance => instance.Endpoint).Prepend(new())) await DockerReset.RemoveAsync(endpoint, data?.FullName, cancellation);
                Console.WriteLine(data is null
                    ? "What workbooks without a data folder left on Docker when they were killed is removed."
                    : "The containers, networks and volumes of its tasks are removed from Docker.");
            }
            return 0;
        }
        catch (IOException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
