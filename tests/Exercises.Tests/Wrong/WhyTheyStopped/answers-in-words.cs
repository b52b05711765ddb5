// fails: EveryStoppedTaskIsListed: Expected the families in the answer to be backup, export, mailer, orders, reports, thumbnails, but found none.
// fails: MissingImageIsFound: Expected one finding about mailer, but found none in the answer.
// fails: CrashIsFound: Expected one finding about orders, but found none in the answer.
// fails: MemoryIsToldFromAPerson: Expected one finding about thumbnails, but found none in the answer.
// fails: FaultlessEndsAreFound: Expected one finding about reports, but found none in the answer.
// fails: LaterTaskIsFoundToo: Expected one finding about search, but found none in the answer.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>Answers with one long text.</summary>
public static class WhyTheyStopped
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task<string> FindAsync(IAmazonECS ecs) => (await ecs.TasksAsync("incidents")).ToString();
}
