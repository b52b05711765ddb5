namespace Workbook.Repository.Tests.Reading;

internal sealed class DeclaredTypeTests
{
    [Test]
    public void Types_are_found_with_who_sees_them()
    {
        var file = new TextFile("A.cs", """
            namespace N;

            // public class Comment
            public sealed partial record A<T>(int B)
            {
                public enum C { D }
                private record struct E(int F);
            }
            internal static class G
            {
                public sealed class H;
            }
            internal delegate T I<out T>(ref J j);
            """);

        DeclaredType.In(file).Should().Equal(
            new DeclaredType("A", 4, true, false),
            new DeclaredType("C", 6, true, true),
            new DeclaredType("E", 7, false, true),
            new DeclaredType("G", 9, false, false),
            new DeclaredType("H", 11, false, true),
            new DeclaredType("I", 13, false, false));
    }
}
