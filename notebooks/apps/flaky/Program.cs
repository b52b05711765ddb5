using System.Net;
using Flaky;

// A health check of a task definition: ["CMD", "dotnet", "/app/flaky.dll", "healthcheck"]. It works in images without curl.
if (args is ["healthcheck"]) return await HealthCheck.AskAsync();

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
var app = builder.Build();
var troubles = new Troubles(app.Logger);

app.MapGet("/", () => """
    /fail?code=1      ends with that exit code
    /leak?mib=64      keeps so much more memory, until the container has no more
    /burn?seconds=60  keeps a processor busy for so long; cores=2 for two of them
    /slow?seconds=5   answers after so long
    /unhealthy        makes /health fail
    /healthy          makes /health succeed
    /health           what a health check asks

    """);
app.MapMethods("/fail", Both, (int code = 1) => troubles.Fail(code));
app.MapMethods("/leak", Both, (int mib = 64) => troubles.Leak(mib));
app.MapMethods("/burn", Both, (double seconds = 60, int cores = 1) => troubles.Burn(TimeSpan.FromSeconds(seconds), cores));
app.MapMethods("/slow", Both, (double seconds = 5) => Troubles.WaitAsync(TimeSpan.FromSeconds(seconds)));
app.MapMethods("/unhealthy", Both, () => troubles.SetHealth(false));
app.MapMethods("/healthy", Both, () => troubles.SetHealth(true));
app.MapGet("/health", () => troubles.IsHealthy ? Results.Text("ok\n") : Results.Text("unhealthy\n", statusCode: (int)HttpStatusCode.ServiceUnavailable));
troubles.FailLater(Environment.GetEnvironmentVariable("RUN_FOR"), Environment.GetEnvironmentVariable("EXIT_CODE"));
app.Run();
return 0;

// A browser can ask for trouble as well as a script.
internal static partial class Program
{
    private static readonly string[] Both = ["GET", "POST"];
}
