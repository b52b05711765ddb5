using System.CommandLine;
using System.Net.WebSockets;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Workbook.Cli.Exec;
using Workbook.Orchestration;
using Workbook.Server.Sessions;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook exec TASK CONTAINER -- COMMAND…</c>: ECS Exec without the Session Manager plugin. It ends with the command's exit code.</summary>
internal static class ExecCommand
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    public static Command Create()
    {
        var task = new Argument<string>("task") { Description = "The id or ARN of a task that was run with execute command enabled.", HelpName = "TASK" };
        var container = new Argument<string>("container") { Description = "The name of one of its containers.", HelpName = "CONTAINER" };
        var words = new Argument<string[]>("command") { Description = "The program and its arguments, after --.", HelpName = "COMMAND", Arity = ArgumentArity.OneOrMore };
        var cluster = new Option<string?>("--cluster") { Description = "The cluster; else that of the task's ARN, else the default cluster.", HelpName = "CLUSTER" };
        var endpoint = EndpointOption.Create();
        var command = new Command("exec", "Run a command inside a container: workbook exec TASK CONTAINER -- sh") { task, container, words, cluster, endpoint };
        command.SetAction((result, cancellation) => RunAsync(
            new() { Task = result.GetValue(task), Container = result.GetValue(container), Cluster = result.GetValue(cluster), Command = CommandLine.Join(result.GetValue(words)!), Interactive = true },
            result.GetValue(endpoint)!,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ExecuteCommandRequest request, Uri endpoint, CancellationToken cancellation)
    {
        try
        {
            Arn? arn = Arn.TryParse(request.Task, out var parsed) ? parsed : null;
            request.Cluster ??= arn?.ClusterName;
            using var ecs = Client(endpoint, arn);
            var session = (await ecs.ExecuteCommandAsync(request, cancellation)).Session;
            using var terminal = RawTerminal.TryOpen();
            return await new ExecSession(session, terminal).RunAsync(cancellation);
        }
        catch (AmazonECSException error)
        {
            return await FailAsync(Explained(error, request.Task));
        }
        catch (Exception error) when (error is HttpRequestException || error.InnerException is HttpRequestException)
        {
            return await FailAsync(EndpointOption.NobodyAnswers(endpoint));
        }
        catch (Exception error) when (error is WebSocketException or ChannelProtocolException or IOException)
        {
            return await FailAsync($"The session broke off: {error.Message}");
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static AmazonECSClient Client(Uri endpoint, Arn? task)
    {
        var config = new AmazonECSConfig
        {
            ServiceURL = endpoint.ToString(),
            AuthenticationRegion = task?.Scope.Region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "us-east-1",
            MaxErrorRetry = 0,
        };
        // An endpoint on this machine takes any keys, and an access key id of twelve digits for the account.
        return endpoint.IsLoopback && Variable("AWS_ACCESS_KEY_ID") is null
            ? new(new BasicAWSCredentials(task?.Scope.Account ?? "test", "test"), config)
            : new(config);
    }

    private static string Explained(AmazonECSException error, string task) => error.Message.Contains("was not enabled", StringComparison.Ordinal)
        ? $"{error.Message}\nExecute command is enabled when a task starts: aws ecs run-task --enable-execute-command …, or aws ecs update-service --enable-execute-command --force-new-deployment … for a service. Only a container that runs can take commands."
        : error.Message.Contains("task was not found", StringComparison.Ordinal) ? $"{error.Message} Is {task} in another cluster (--cluster) or region (AWS_REGION)?" : error.Message;

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return Failed;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
