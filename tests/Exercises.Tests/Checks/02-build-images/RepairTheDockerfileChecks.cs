using System.Text.Json;

namespace Workbook.Exercises.Tests.Checks;

public sealed class RepairTheDockerfileChecks : ClusterChecks
{
    private const string Token = "fd-7Q2x-0815";

    private const string Broken = $"""
        FROM mcr.microsoft.com/dotnet/sdk:latest
        # The feed wants a token.
        ARG FEED_TOKEN={Token}
        WORKDIR /source
        COPY . .
        RUN dotnet restore office.csproj
        RUN dotnet publish office.csproj -o /app
        WORKDIR /app
        ENV ASPNETCORE_URLS=http://localhost:8080
        EXPOSE 8080
        ENTRYPOINT dotnet office.dll

        """;

    protected override object Request => new { dockerfile = Broken };

    [Test]
    [Requirement("Two stages: the SDK 10.0 as build, and on ASP.NET 10.0 only what it has published", "FROM … AS build begins the first stage, another FROM the second. COPY --from=build /app . fetches the program, and nothing else comes along.")]
    public void TwoStages()
    {
        var stages = Dockerfile().Stages;
        RequireInOrder("the stages", stages.Select(stage => stage.Name is null ? stage.Image : $"{stage.Image} AS {stage.Name}").Take(1).Concat(stages.Skip(1).Select(stage => stage.Image)),
            "mcr.microsoft.com/dotnet/sdk:10.0 AS build", "mcr.microsoft.com/dotnet/aspnet:10.0");
        var copies = stages[1].Of("COPY", "ADD").ToList();
        var right = copies is [{ Words.Count: > 1 } copy] && copy.Option("from") is "build" or "0" && copy.Words[0].TrimEnd('.', '/') == "/app" && IsApp(copy.Words[^1], stages[1]);
        if (!right) throw new AssertionException($"Expected the last stage to copy /app of the stage build to /app and nothing else, but found {ListOf(copies.Select(copy => copy.ToString()))}.");
        if (stages[1].Of("RUN").Any()) throw new AssertionException($"Expected nothing to be run in the last stage, but found {stages[1].Of("RUN").First()}.");
    }

    [Test]
    [Requirement("A change of the sources leaves the restored packages in the cache", "First COPY what dotnet restore reads, and nothing that changes more often; then restore; then COPY the rest, and publish with --no-restore.")]
    public void RestoreIsCached()
    {
        var steps = First().Of("COPY", "RUN").ToList();
        var restore = IndexOf(steps, "dotnet restore");
        var publish = IndexOf(steps, "dotnet publish");
        var before = steps.Take(restore).Where(step => step.Name == "COPY").SelectMany(step => step.Words.SkipLast(1)).ToList();
        RequireList("the files that are copied before dotnet restore", before.Select(file => file.Replace("./", "", StringComparison.Ordinal)), "office.csproj", "nuget.config");
        if (publish < restore || !steps.Skip(restore).Take(publish - restore).Any(step => step is { Name: "COPY", Words: [".", ..] }))
            throw new AssertionException("Expected COPY . . between dotnet restore and dotnet publish, but found none there.");
        if (!steps[publish].Arguments.Contains("--no-restore", StringComparison.Ordinal)) throw new AssertionException($"Expected dotnet publish not to restore again, but found {steps[publish]}.");
    }

    [Test]
    [Requirement("The program is process 1", "The exec form is a JSON array: brackets, and double quotes around each word.")]
    public void ProgramIsProcessOne()
    {
        var last = Last();
        var line = last.Of("ENTRYPOINT").LastOrDefault()?.Arguments ?? "none";
        string[]? words = null;
        try
        {
            words = JsonSerializer.Deserialize<string[]>(line);
        }
        catch (JsonException)
        {
            // The shell form.
        }
        if (words is not ["dotnet", "office.dll" or "/app/office.dll"] || last.Of("CMD").Any()) throw new AssertionException($"Expected an ENTRYPOINT that starts dotnet with office.dll itself, without a shell, and no CMD, but found {line}.");
        if (words[1] == "office.dll" && !IsApp(".", last)) throw new AssertionException($"Expected the folder /app to be the working folder in the end, but found {WorkDir(last)}.");
    }

    [Test]
    [Requirement("The program is not root", "USER with a number that is not 0. Microsoft's images have a user for it, whose number is in the variable APP_UID.")]
    public void IsNotRoot()
    {
        var last = Last();
        var user = last.Of("USER").LastOrDefault()?.Arguments.Split(':')[0] ?? "none, which is root";
        var isNumber = int.TryParse(user, out var number) && number > 0;
        if (!isNumber && user is not ("$APP_UID" or "${APP_UID}")) throw new AssertionException($"Expected the USER of the last stage to be $APP_UID or a number that is not 0, but found {user}.");
    }

    [Test]
    [Requirement("The token is in no layer and in no line", "ARG and ENV are kept in the image's history. RUN --mount=type=secret,id=… shows a secret to one line only, as a file in /run/secrets.")]
    public void NoSecretIsLeft()
    {
        var text = Text();
        if (text.Contains(Token, StringComparison.Ordinal)) throw new AssertionException("Expected the token to be nowhere in the Dockerfile, but found it there.");
        var carriers = Dockerfile().Stages.SelectMany(stage => stage.Of("ARG", "ENV", "COPY", "LABEL")).Where(each => each.Arguments.Contains("TOKEN", StringComparison.OrdinalIgnoreCase)).ToList();
        if (carriers.Count > 0) throw new AssertionException($"Expected no line to put a token into the image, but found {carriers[0]}.");
        var restore = First().Of("RUN").First(step => step.Arguments.Contains("dotnet restore", StringComparison.Ordinal)).Arguments;
        var mount = restore.Split(' ').FirstOrDefault(word => word.StartsWith("--mount=", StringComparison.Ordinal))?["--mount=".Length..].Split(',') ?? [];
        if (!mount.Contains("type=secret") || !mount.Contains("id=feed_token") || !restore.Contains("FEED_TOKEN=", StringComparison.Ordinal))
            throw new AssertionException($"Expected dotnet restore to be given FEED_TOKEN by the build secret feed_token, but found RUN {restore}.");
    }

    [Test]
    [Requirement("The program listens where others reach it", "What a stage says with ENV ends with the stage. And localhost is the container itself.")]
    public void ListensForOthers()
    {
        var last = Last();
        var urls = last.Of("ENV").Select(each => each.Arguments.Replace("ASPNETCORE_URLS ", "ASPNETCORE_URLS=", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal))
            .SelectMany(each => each.Split(' ')).LastOrDefault(each => each.StartsWith("ASPNETCORE_URLS=", StringComparison.Ordinal));
        if (urls is not ("ASPNETCORE_URLS=http://0.0.0.0:8080" or "ASPNETCORE_URLS=http://+:8080" or "ASPNETCORE_URLS=http://*:8080"))
            throw new AssertionException($"Expected the last stage to have the program listen at port 8080 of all addresses, but found {urls ?? "no ASPNETCORE_URLS"}.");
        RequireList("what the last stage exposes", last.Of("EXPOSE").Select(each => each.Arguments.Replace("/tcp", "", StringComparison.Ordinal)), "8080");
    }

    private string Text() => Answered<string>() ?? throw new AssertionException("Expected the text of a Dockerfile, but found something else returned, or nothing.");

    private DockerfileText Dockerfile()
    {
        var file = DockerfileText.Parse(Text());
        return file.Stages.Count > 0 ? file : throw new AssertionException("Expected a Dockerfile with FROM, but found none.");
    }

    private DockerfileText.Stage First()
    {
        var first = Dockerfile().Stages[0];
        IndexOf([.. first.Of("COPY", "RUN")], "dotnet restore");
        return first;
    }

    private DockerfileText.Stage Last()
    {
        var stages = Dockerfile().Stages;
        return stages.Count > 1 ? stages[^1] : throw new AssertionException("Expected a last stage of its own for the program, but found one stage only.");
    }

    private static int IndexOf(List<DockerfileText.Instruction> steps, string command)
    {
        var index = steps.FindIndex(step => step.Name == "RUN" && step.Arguments.Contains(command, StringComparison.Ordinal));
        return index >= 0 ? index : throw new AssertionException($"Expected {command} in a RUN of the first stage, but found none.");
    }

    private static void RequireInOrder(string subject, IEnumerable<string> found, params string[] expected) => Require(subject, ListOf(found), ListOf(expected));

    private static bool IsApp(string folder, DockerfileText.Stage stage) => folder.TrimEnd('/') == "/app" || (folder is "." or "./" && WorkDir(stage) == "/app");

    private static string WorkDir(DockerfileText.Stage stage) => stage.Of("WORKDIR").LastOrDefault()?.Arguments.TrimEnd('/') ?? "none";
}
