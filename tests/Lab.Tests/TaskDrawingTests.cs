using System.Xml.Linq;
using Amazon.ECS;
using Amazon.ECS.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook.Lab.Tests;

public sealed class TaskDrawingTests
{
    private static readonly EcsTask Stopped = new()
    {
        TaskArn = "arn:aws:ecs:us-east-1:123456789012:task/lab/0123",
        TaskDefinitionArn = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:7",
        LastStatus = "STOPPED",
        DesiredStatus = "STOPPED",
        StopCode = TaskStopCode.EssentialContainerExited,
        StoppedReason = "Essential container in task exited",
        Containers = [new Container { Name = "<app>", Image = "a&b", LastStatus = "STOPPED", ExitCode = 1 }],
    };

    [Test]
    public void Says_in_one_line_why_a_task_stopped()
    {
        TaskLifecycle.WhyItStopped(Stopped).Should().Be("Essential container in task exited (EssentialContainerExited); <app>: exit code 1");
        TaskLifecycle.WhyItStopped(new EcsTask { LastStatus = "RUNNING" }).Should().BeEmpty();
    }

    [Test]
    public void The_picture_is_well_formed_whatever_names_say()
    {
        var texts = XDocument.Parse(TaskPicture.Of(Stopped).ToSvg()).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();

        texts.Should().Contain(["<app>", "a&b", "STOPPED, exit code 1", "web:7 – STOPPED"]).And.Contain(TaskLifecycle.Statuses);
    }

    [Test]
    public void A_task_of_which_little_is_known_can_be_drawn() =>
        TaskPicture.Of(new EcsTask()).Invoking(picture => picture.ToMimeBundle()).Should().NotThrow();

    [Test]
    public void The_table_escapes_what_it_shows()
    {
        var forms = TaskTable.Of([Stopped]).ToMimeBundle();

        forms["text/html"].Should().Contain("&lt;app&gt;").And.NotContain("<app>");
        forms["text/plain"].Should().Contain("0123").And.Contain("web:7").And.Contain("exit code 1");
    }
}
