using System.Diagnostics;

namespace Workbook.Server.Tests.Clients;

/// <summary>Runs other people's programs against the endpoint, cut off from the machine's own AWS settings.</summary>
internal static class ClientProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The program that Debian installs, else the first of that name in PATH; skips the test when there is none.</summary>
    public static string Find(string name, string install)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        var found = folders.Prepend("/usr/bin").SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists);
        if (found is null) Assert.Ignore($"{name} is not installed. To run this test: {install}");
        return found!;
    }

    /// <summary>Runs to the end. The endpoint and the credentials are in the environment, as AWS's tools expect them.</summary>
    public static async Task<ProgramResult> RunAsync(Uri endpoint, string account, string region, string program, params IEnumerable<string> arguments)
    {
        using var process = Start(endpoint, account, region, program, arguments);
        var start = process.StartInfo;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', start.ArgumentList)} did not end within {Patience}. It wrote:\n{await output}\n{await error}");
        }
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it, with nothing to read from.</summary>
    public static Process Start(Uri endpoint, string account, string region, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var own in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(own);
        start.Environment["AWS_ENDPOINT_URL"] = endpoint.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = account;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment["AWS_DEFAULT_REGION"] = region;
        start.Environment["AWS_REGION"] = region;
        start.Environment["AWS_CONFIG_FILE"] = "none";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "none";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["PYTHONUNBUFFERED"] = "1";

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}

internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test with all that the program wrote unless it ended well.</summary>
    public ProgramResult Succeeded()
    {
        if (ExitCode != 0) Assert.Fail($"Exit code {ExitCode}.\n{Output}\n{Error}");
        return this;
    }
}
