using System.Net;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Lab.Tests;

/// <summary>What only a workbook has.</summary>
internal sealed class WorkbookControlsTests : LabFixture
{
    [Test]
    public async Task A_load_comes_time_passes_and_CloudWatch_tells_of_it()
    {
        await CreateServiceAsync(1);
        await Aws.WaitForServiceAsync("default", "web");

        await Aws.Workbook.LoadAsync("web", cpu: LoadCurve.Ramp(0, 256, over: TimeSpan.FromMinutes(5)));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(10));

        (await CpuAsync()).Max().Should().Be(100);
        await Aws.Workbook.LoadAsync("web");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(2));
        (await CpuAsync()).Last().Should().Be(1);
    }

    [Test]
    public async Task A_fault_is_injected_and_its_end_explained()
    {
        await CreateServiceAsync(1);
        await Aws.WaitForServiceAsync("default", "web");
        var task = (await Aws.Ecs.TasksAsync("default")).Tasks.Single().TaskArn;

        await Aws.Workbook.InjectAsync(Fault.Kill(task, "app", exitCode: 9));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(1));

        var explanation = await Aws.Workbook.ExplainAsync(task);
        explanation.Status.Should().Contain("STOPPED");
        explanation.Steps[0].Why.Should().Contain("desired");
        explanation.ToString().Should().Contain("0.0 s  start task").And.Contain("9");
    }

    [Test]
    public async Task What_it_refuses_it_refuses_with_the_reason()
    {
        await FluentActions.Awaiting(() => Aws.Workbook.AdvanceAsync(TimeSpan.FromDays(1000))).Should().ThrowAsync<WorkbookException>().WithMessage("advanceSeconds must be a number from 0 to *");
        await FluentActions.Awaiting(() => Aws.Workbook.ExplainAsync("web")).Should().ThrowAsync<WorkbookException>().WithMessage("'web' is not an ARN*");
    }

    [Test]
    public async Task An_endpoint_that_is_no_workbook_is_said_to_be_none()
    {
        using var listener = new HttpListener();
        var prefix = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(prefix);
        listener.Start();
        var answering = AnswerAsync(listener);
        using var other = await Aws.ConnectAsync(new Uri(prefix), null);

        await FluentActions.Awaiting(() => other.Workbook.AdvanceAsync(TimeSpan.Zero)).Should().ThrowAsync<WorkbookException>().WithMessage($"What answers at {prefix} is no ECS Workbook*").Where(error => !error.IsRefusal);

        listener.Stop();
        await answering;
    }

    private async Task<List<double>> CpuAsync()
    {
        var now = (await Aws.Workbook.StatusAsync()).Now.UtcDateTime;
        var answer = await Aws.CloudWatch.GetMetricStatisticsAsync(new()
        {
            Namespace = "AWS/ECS", MetricName = "CPUUtilization", Dimensions = [new() { Name = "ClusterName", Value = "default" }, new() { Name = "ServiceName", Value = "web" }],
            StartTime = now.AddHours(-1), EndTime = now, Period = 60, Statistics = ["Average"],
        });
        return [.. answer.Datapoints.OrderBy(each => each.Timestamp).Select(each => each.Average!.Value)];
    }

    private static int FreePort()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        return ((IPEndPoint)taken.LocalEndpoint).Port;
    }

    private static async Task AnswerAsync(HttpListener listener)
    {
        try
        {
            while (true)
            {
                var asked = await listener.GetContextAsync();
                asked.Response.StatusCode = 400;
                asked.Response.Close("""{"__type":"InvalidAction"}"""u8.ToArray(), willBlock: false);
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }
}

/// <summary>A workbook that nobody may push: submissions that are graded talk to one.</summary>
internal sealed class ClosedWorkbookTests : LabFixture
{
    protected override LocalAwsOptions Options => new() { Engine = new() { Clock = ClockMode.Automatic }, AdminToken = "secret" };

    [Test]
    public async Task It_says_that_it_is_closed() =>
        await FluentActions.Awaiting(() => Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(1))).Should().ThrowAsync<WorkbookException>().WithMessage("The admin surface is closed here.").Where(error => error.IsRefusal);

    [Test]
    public async Task Waiting_works_all_the_same_for_its_clock_moves_by_itself()
    {
        await CreateServiceAsync(2);

        (await Aws.WaitForServiceAsync("default", "web")).RunningCount.Should().Be(2);
    }
}
