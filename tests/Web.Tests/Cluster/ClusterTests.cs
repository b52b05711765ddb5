using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Cluster;

/// <summary>The live cluster in a browser, as a learner watches it.</summary>
internal sealed class ClusterTests
{
    private ClusterScene _scene = null!;

    [SetUp]
    public async Task Open()
    {
        _scene = await ClusterScene.OpenAsync();
        await Expect(_scene.Page.Locator(".empty")).ToBeVisibleAsync();
        await _scene.PrepareAsync();
    }

    [TearDown]
    public ValueTask Close() => _scene.DisposeAsync();

    [Test]
    public async Task A_service_appears_and_its_tasks_come_to_run()
    {
        await _scene.StartServiceAsync(3);

        await Expect(_scene.Tasks("RUNNING")).ToHaveCountAsync(3);
        await Expect(_scene.Page.Locator(".service")).ToContainTextAsync("3 of 3 running");
        await Expect(_scene.Page.Locator(".cluster")).ToContainTextAsync("1 service, 3 tasks running");
        await Expect(_scene.Page.Locator(".news")).ToContainTextAsync("has reached a steady state");
        await Expect(_scene.Page.Locator(".empty")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_task_shows_what_AWS_tells_of_it_why_it_is_so_and_what_it_prints()
    {
        await _scene.StartServiceAsync(1);
        await _scene.Tasks("RUNNING").Locator(".thing").ClickAsync();

        await Expect(_scene.Shown).ToContainTextAsync("\"lastStatus\": \"RUNNING\"");
        await _scene.Page.GetByRole(AriaRole.Tab, new() { Name = "Why" }).ClickAsync();
        await Expect(_scene.Shown).ToContainTextAsync("1 tasks of ecs-svc/");
        await _scene.Page.GetByRole(AriaRole.Tab, new() { Name = "Logs" }).ClickAsync();
        await Expect(_scene.Shown).ToContainTextAsync("the shop opens");
    }

    [Test]
    public async Task A_container_that_is_killed_is_replaced_before_ones_eyes()
    {
        await _scene.StartServiceAsync(1);
        await _scene.Tasks("RUNNING").Locator(".thing").ClickAsync();
        var killed = await _scene.Page.Locator(".detail h2").InnerTextAsync();

        await _scene.Button("Kill app").ClickAsync();

        await Expect(_scene.Tasks("STOPPED")).ToHaveCountAsync(1);
        await Expect(_scene.Tasks("RUNNING")).ToHaveCountAsync(1);
        await Expect(_scene.Tasks("RUNNING")).Not.ToContainTextAsync(killed["Task ".Length..]);
        await Expect(_scene.Shown).ToContainTextAsync("\"exitCode\": 137");
        await Expect(_scene.Button("Kill app")).ToHaveCountAsync(0, new() { Timeout = 5000 });
    }

    [Test]
    public async Task A_paused_clock_goes_step_by_step_and_on_when_it_is_told_to()
    {
        await _scene.Button("Pause").ClickAsync();
        await Expect(_scene.Page.Locator(".clock .state")).ToHaveTextAsync("paused");
        await _scene.StartServiceAsync(1);
        await Expect(_scene.Tasks("PROVISIONING")).ToHaveCountAsync(1);

        await _scene.Button("Step").ClickAsync();
        await Expect(_scene.Tasks("PENDING")).ToHaveCountAsync(1);
        await _scene.Button("Pause").ClickAsync();

        await Expect(_scene.Tasks("RUNNING")).ToHaveCountAsync(1);
        await Expect(_scene.Page.Locator(".clock .state")).ToHaveTextAsync("live");
    }

    [Test]
    public async Task In_slow_motion_a_task_passes_through_its_states()
    {
        await _scene.Page.EvaluateAsync(
            """
            () => {
              window.seen = [];
              new MutationObserver(() => { const word = document.querySelector('.task .word')?.textContent; if (word && seen.at(-1) !== word) seen.push(word); })
                .observe(document.querySelector('.map'), { subtree: true, childList: true, characterData: true });
            }
            """);
        await _scene.Button("Slow motion").ClickAsync();
        await Expect(_scene.Page.Locator(".clock .state")).ToHaveTextAsync("slow motion");
        await _scene.StartServiceAsync(1);

        await Expect(_scene.Tasks("RUNNING")).ToHaveCountAsync(1);
        (await _scene.Page.EvaluateAsync<string[]>("seen")).Should().ContainInConsecutiveOrder("PROVISIONING", "PENDING", "RUNNING");
    }

    [Test]
    public async Task Time_is_moved_ahead_by_a_button()
    {
        var now = _scene.Page.Locator("time.now");
        var before = DateTimeOffset.Parse((await now.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);

        await _scene.Page.GetByRole(AriaRole.Button, new() { Name = "An hour ahead" }).ClickAsync();

        await Expect(now).Not.ToHaveAttributeAsync("datetime", before.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        (await _scene.Aws.Workbook.StatusAsync()).Now.Should().Be(before.AddHours(1));
    }

    [Test]
    public async Task A_clock_that_nobody_can_resume_any_more_goes_on_by_itself()
    {
        await _scene.Button("Pause").ClickAsync();
        await Expect(_scene.Page.Locator(".clock .state")).ToHaveTextAsync("paused");
        await _scene.Page.CloseAsync();
        await _scene.StartServiceAsync(1);

        var page = await _scene.Browser.NewPageAsync();
        await page.GotoAsync($"{_scene.Workbook.Site}cluster");
        await Expect(page.Locator(".task", new() { HasText = "RUNNING" })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_service_shows_its_chart_and_takes_a_load()
    {
        await _scene.StartServiceAsync(2);
        await _scene.Button("shop").ClickAsync();

        await Expect(_scene.Shown.Locator("svg > title")).ToHaveTextAsync("Tasks and CPU of the service shop");
        await _scene.Page.GetByLabel("CPU units").FillAsync("300");
        await _scene.Button("Give this load").ClickAsync();
        await Expect(_scene.Page.Locator(".service .load")).ToHaveTextAsync("Load: 300 CPU units");
        await _scene.Button("End the load").ClickAsync();
        await Expect(_scene.Page.Locator(".service .load")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Requests_are_seen_on_their_way_to_targets()
    {
        var front = await _scene.StartBalancedServiceAsync();
        await Expect(_scene.Page.Locator(".target", new() { HasText = "healthy" })).ToHaveCountAsync(1);

        for (var i = 0; i < 5; i++) (await _scene.Aws.Http.GetStringAsync(front)).Should().NotBeEmpty();

        await Expect(_scene.Page.Locator(".target .requests")).ToHaveTextAsync("5 requests");
        await _scene.Page.Locator(".target .thing").ClickAsync();
        await Expect(_scene.Shown).ToContainTextAsync("\"State\": \"healthy\"");
    }

    [Test]
    public async Task A_container_that_is_made_unhealthy_is_replaced()
    {
        await _scene.StartServiceAsync(1);
        await _scene.Tasks("RUNNING").Locator(".thing").ClickAsync();
        await _scene.Button("Make app unhealthy").ClickAsync();

        await Expect(_scene.Tasks("STOPPED")).ToHaveCountAsync(1);
        await Expect(_scene.Tasks("RUNNING")).ToHaveCountAsync(1);
        await Expect(_scene.Page.Locator(".news")).ToContainTextAsync("failed container health checks");
    }

    [Test]
    public async Task A_machine_that_is_lost_takes_its_tasks_with_it()
    {
        await _scene.StartMachineAsync();
        await Expect(_scene.Page.Locator(".instance")).ToContainTextAsync("0 tasks here");
        await _scene.StartTaskOnMachineAsync();
        await Expect(_scene.Page.Locator(".instance")).ToContainTextAsync("1 task here");

        await _scene.Page.Locator(".instance .thing").ClickAsync();
        await Expect(_scene.Shown).ToContainTextAsync("\"agentConnected\": true");
        await _scene.Button("Lose this machine").ClickAsync();

        await Expect(_scene.Page.Locator(".instance")).ToHaveCountAsync(0);
        await Expect(_scene.Tasks("STOPPED")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task The_keyboard_alone_opens_and_closes_a_task()
    {
        await _scene.StartServiceAsync(1);
        var task = _scene.Tasks("RUNNING").Locator(".thing");
        await task.FocusAsync();
        await _scene.Page.Keyboard.PressAsync("Enter");
        await Expect(_scene.Page.Locator(".detail h2")).ToBeFocusedAsync();
        await _scene.Page.GetByRole(AriaRole.Tab, new() { Name = "JSON" }).FocusAsync();
        await _scene.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(_scene.Page.GetByRole(AriaRole.Tab, new() { Name = "Why" })).ToBeFocusedAsync();
        await _scene.Page.Keyboard.PressAsync("Escape");

        await Expect(_scene.Page.Locator(".detail")).ToBeHiddenAsync();
        await Expect(task).ToBeFocusedAsync();
    }
}
