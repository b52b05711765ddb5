namespace Workbook.Learning.Grading;

/// <summary>The environment that submissions have: nothing of the grader's gets through, no keys, no tokens, no paths.</summary>
internal static class SubmissionEnvironment
{
    public static void Set(IDictionary<string, string?> environment, string home, string endpoint, string checksSocket, string? engineSocket = null)
    {
        environment.Clear();
        if (Environment.GetEnvironmentVariable("SystemRoot") is { } systemRoot) environment["SystemRoot"] = systemRoot;
        foreach (var (name, value) in Variables(home, endpoint, checksSocket)) environment[name] = value;
        if (engineSocket is not null) environment["WORKBOOK_ENGINE_SOCKET"] = engineSocket;
    }

    private static IEnumerable<(string Name, string Value)> Variables(string home, string endpoint, string checksSocket) =>
    [
        ("WORKBOOK_CHECKS_SOCKET", checksSocket),
        ("AWS_ENDPOINT_URL", endpoint),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", home),
        ("USERPROFILE", home),
        ("TMPDIR", home),
        ("TEMP", home),
        ("TMP", home),
        ("DOTNET_NOLOGO", "1"),
        // Without its diagnostics port, another process cannot attach to it, nor it leave a pipe behind.
        ("DOTNET_EnableDiagnostics", "0"),
        // It would map a file of 2 GiB in memory, which the limit of a file's size does not allow; and it costs a tenth of a second.
        ("DOTNET_EnableWriteXorExecute", "0"),
        // Most submissions are over before code that was compiled a second time, and better, would pay.
        ("DOTNET_TC_CallCountingDelayMs", "2000"),
    ];
}
