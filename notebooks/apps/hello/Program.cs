using Hello;

var version = Setting("--version") ?? Environment.GetEnvironmentVariable("APP_VERSION") ?? "1";
var self = await Self.FindAsync();

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
var app = builder.Build();

app.MapGet("/health", () => "ok");
app.MapMethods("/burn", ["GET", "POST"], Work.Burn);
app.MapFallback(request => Page.WriteAsync(request, self, version));
app.Run();

// `--version 2` or `--version=2`, as a task definition's command gives it.
string? Setting(string name)
{
    for (var at = 0; at < args.Length; at++)
    {
        if (args[at] == name && at + 1 < args.Length) return args[at + 1];
        if (args[at].StartsWith(name + "=", StringComparison.Ordinal)) return args[at][(name.Length + 1)..];
    }
    return null;
}
