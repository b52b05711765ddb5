using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Workbook;
using Workbook.Learning.Sandboxes;
using Workbook.SubmissionHost;

// Nothing of the grader is in this process, and nothing that it says is believed: it is the submission's own.
var engine = Environment.GetEnvironmentVariable("WORKBOOK_ENGINE_SOCKET");
using var forwarder = engine is null ? null : EngineForwarder.Start(engine, new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!).Port, () => { });

await using var checks = await ChecksChannel.ConnectAsync(Environment.GetEnvironmentVariable("WORKBOOK_CHECKS_SOCKET")!);
try
{
    using var aws = await Aws.ConnectAsync();
    var submission = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(args[0]));
    var run = submission.GetType("WorkbookEntryPoint", throwOnError: true)!.GetMethod("RunAsync")!;
    var answer = await (Task<object?>)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [aws, await checks.RequestAsync()], null)!;
    await checks.AnswerAsync(answer);
    return 0;
}
catch (Exception error)
{
    Failure.Print(error);
    return 1;
}
