using System.Text.Json;

namespace Workbook.Cli.Tests;

internal sealed class RunTests
{
    [Test]
    public async Task A_cell_that_fails_fails_the_run_and_keeps_what_there_is()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var notebook = Path.Combine(folder.FullName, "broken.ipynb");
            await File.WriteAllTextAsync(notebook, """
                {"cells":[
                  {"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":["Console.WriteLine(\"before\");"]},
                  {"cell_type":"code","id":"b","metadata":{},"execution_count":null,"outputs":[],"source":["throw new Exception(\"on purpose\");"]}],
                 "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},
                 "nbformat":4,"nbformat_minor":5}
                """);
            var target = Path.Combine(folder.FullName, "out");

            var (exitCode, output) = await Command.RunAsync("run", notebook, "--out", target);

            exitCode.Should().Be(1);
            output.Should().Contain("cell 2").And.Contain("on purpose");
            (await File.ReadAllTextAsync(Path.Combine(target, "broken.ipynb"))).Should().Contain("before").And.Contain("on purpose");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("none.ipynb", "no notebook", "none.ipynb' is not valid JSON")]
    [TestCase("old.ipynb", """{"nbformat":3,"worksheets":[]}""", "jupyter nbconvert --to notebook --nbformat 4")]
    [TestCase("python.ipynb", """{"cells":[],"metadata":{"kernelspec":{"name":"python3","language":"python","display_name":"Python"}},"nbformat":4,"nbformat_minor":5}""", "a notebook in python (kernel 'python3'); this program runs notebooks in C#. Open it with its own kernel")]
    [TestCase("mixed.ipynb", """{"cells":[{"cell_type":"code","id":"a","metadata":{"dotnet_interactive":{"language":"fsharp"}},"execution_count":null,"outputs":[],"source":["1"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "cell 1 is in fsharp; this program runs cells in C# only. Write it in C#")]
    public async Task A_notebook_that_cannot_be_run_is_named_with_what_to_do_and_left_alone(string name, string text, string message)
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var notebook = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(notebook, text);

            var (exitCode, output) = await Command.RunAsync("run", notebook, "--out", Path.Combine(folder.FullName, "out"));

            exitCode.Should().Be(2);
            output.Should().Contain(message);
            (await File.ReadAllTextAsync(notebook)).Should().Be(text);
            folder.GetFileSystemInfos().Should().ContainSingle();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_cell_that_never_ends_is_ended_and_the_page_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var notebook = Path.Combine(folder.FullName, "endless.ipynb");
            await File.WriteAllTextAsync(notebook, Cells("while (true) { }"));
            var target = Path.Combine(folder.FullName, "out");

            var (exitCode, output) = await Command.RunAsync("run", notebook, "--out", target, "--html", "--timeout", "1.5");

            exitCode.Should().Be(1);
            output.Should().Contain("cell 1 ran longer than 1.5 s and was interrupted");
            (await File.ReadAllTextAsync(Path.Combine(target, "endless.html"))).Should().Contain("ran longer than 1.5 s");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("#r \"bin/gone.dll\"\n1", "bin/gone.dll", "relative to the notebook's folder")]
    [TestCase("#r \"nuget: \"\n1", "nuget: ", "A package is asked for like this: #r \"nuget: Name, 1.2.3\"")]
    [TestCase("#load \"gone.csx\"\n1", "gone.csx", "cell 1")]
    [TestCase("#!powershell\nGet-Process", "#!powershell", "cell 1")]
    public async Task What_a_cell_refers_to_and_is_not_there_is_named_with_what_to_do(string code, string missing, string advice)
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var notebook = Path.Combine(folder.FullName, "refers.ipynb");
            await File.WriteAllTextAsync(notebook, Cells(code));

            var (exitCode, output) = await Command.RunAsync("run", notebook);

            exitCode.Should().Be(1);
            output.Should().Contain(missing).And.Contain(advice);
            (await File.ReadAllTextAsync(notebook)).Should().Be(Cells(code));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_backend_that_is_not_there_is_named_before_any_cell_runs()
    {
        var lesson = Path.Combine(Command.Root, "notebooks", "04-task-definitions.ipynb");
        var (exitCode, output) = await Command.RunAsync(new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" }, "run", lesson);
        exitCode.Should().Be(2);
        output.Should().Contain("Nobody answers at http://127.0.0.1:9, which AWS_ENDPOINT_URL names").And.Contain("workbook start").And.NotContain("1/");

        (exitCode, output) = await Command.RunAsync(new Dictionary<string, string> { ["DOCKER_HOST"] = "tcp://127.0.0.1:9" }, "run", lesson, "--backend", "docker");
        exitCode.Should().Be(2);
        output.Should().Contain("backend 'docker'").And.NotContain("1/");
    }

    [Test]
    public async Task The_endpoint_that_is_named_is_used_and_an_option_comes_first()
    {
        await using var server = Command.Start("start", "--port", "0");
        var endpoint = (await server.EndpointAsync()).ToString();
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var notebook = Path.Combine(folder.FullName, "where.ipynb");
            await File.WriteAllTextAsync(notebook, Cells("if (Environment.GetEnvironmentVariable(\"AWS_ENDPOINT_URL\") is var url && url != \"x\") Console.WriteLine(\"AT \" + url.TrimEnd('/'));"));
            var target = Path.Combine(folder.FullName, "out");
            var settings = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = endpoint };

            (await Command.RunAsync(settings, "run", notebook, "--out", target)).ExitCode.Should().Be(0);
            (await File.ReadAllTextAsync(Path.Combine(target, "where.ipynb"))).Should().Contain("AT " + endpoint.TrimEnd('/'));
            (await Command.RunAsync(settings, "run", notebook, "--out", target, "--backend", "embedded")).ExitCode.Should().Be(0);
            (await File.ReadAllTextAsync(Path.Combine(target, "where.ipynb"))).Should().NotContain("AT " + endpoint.TrimEnd('/'));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("--html needs a folder", "a.ipynb", "--html")]
    [TestCase("--timeout takes a number of seconds", "a.ipynb", "--timeout", "0")]
    public async Task Options_that_make_no_sense_are_refused(string message, params string[] arguments)
    {
        var (exitCode, output) = await Command.RunAsync(["run", .. arguments]);
        exitCode.Should().NotBe(0);
        output.Should().Contain(message);
    }

    [Test]
    public async Task The_notebook_itself_is_never_written_over()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var notebook = Path.Combine(folder.FullName, "same.ipynb");
            await File.WriteAllTextAsync(notebook, Cells("1"));
            (await Command.RunAsync("run", notebook, "--out", folder.FullName)).ExitCode.Should().Be(2);
            (await File.ReadAllTextAsync(notebook)).Should().Be(Cells("1"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Cells(params string[] codes) => JsonSerializer.Serialize(new
    {
        cells = codes.Select((code, index) => new { cell_type = "code", id = $"c{index}", metadata = new { }, execution_count = (int?)null, outputs = Array.Empty<object>(), source = code }),
        metadata = new { kernelspec = new { display_name = ".NET (C#)", language = "C#", name = ".net-csharp" } },
        nbformat = 4,
        nbformat_minor = 5,
    });
}
