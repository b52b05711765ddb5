using System.CommandLine;
using Workbook.Cli.Building;
using Workbook.Engine.Building;
using Workbook.Engine.Runtimes.Docker;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook build DIR -t NAME:TAG</c>: makes an image of a folder and pushes it to the workbook's registry.</summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder with a Dockerfile or a .NET project." };
        var tag = new Option<string>("--tag", "-t") { Description = "What to call the image. One named after the workbook's registry is pushed.", HelpName = "NAME[:TAG]", Required = true };
        var file = new Option<string?>("--file", "-f") { Description = "The Dockerfile, if it is not called so.", HelpName = "FILE" };
        var push = new Option<bool>("--push") { Description = "Push it to the workbook's registry also when its name has no registry." };
        var withoutDocker = new Option<bool>("--without-docker") { Description = "Let the .NET SDK build and push it, on a base image made of this machine's .NET runtime." };
        var arguments = new Option<string[]>("--build-arg") { Description = "A value for an ARG of the Dockerfile, or a property of the project.", HelpName = "NAME=VALUE" };
        arguments.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1)) result.AddError($"--build-arg takes NAME=VALUE, not '{token.Value}'.");
        });
        var endpoint = EndpointOption.Create();
        var command = new Command("build", "Build an image with Docker, or a .NET project without it, and push it.") { folder, tag, file, push, withoutDocker, arguments, endpoint };
        command.SetAction((result, cancellation) => RunAsync(
            new ImageBuild(result.GetValue(folder)!, result.GetValue(tag)!)
            {
                Dockerfile = result.GetValue(file),
                Push = result.GetValue(push),
                WithoutDocker = result.GetValue(withoutDocker),
                Arguments = ArgumentsOf(result.GetValue(arguments) ?? []),
            },
            result.GetValue(endpoint)!,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ImageBuild build, Uri endpoint, CancellationToken cancellation)
    {
        var log = new BuildLines();
        try
        {
            using var registry = new EcrRegistry(endpoint);
            var built = await new ImageBuilder(new DockerEndpoint(), registry, log).BuildAsync(build, cancellation);
            log.End();
            Console.WriteLine(built.IsPushed ? $"Pushed {built.Name}" : $"Built {built.Name}. It is in Docker only; --push pushes it to the workbook's registry.");
            return 0;
        }
        catch (BuildException error)
        {
            log.End();
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.End();
            await Console.Error.WriteLineAsync("Stopped.");
            return Courses.NotDone;
        }
    }

    private static Dictionary<string, string> ArgumentsOf(string[] given)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given.Select(text => text.Split('=', 2))) arguments[pair[0]] = pair[1];
        return arguments;
    }
}
