using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>
/// An expression of the cluster query language, such as <c>attribute:ecs.instance-type =~ g2.* and runningTasksCount &lt; 5</c>:
/// what <c>memberOf</c> and the filter of ListContainerInstances are written in (see "Create expressions to define
/// container instances for Amazon ECS tasks").
/// </summary>
public sealed class Query
{
    /// <summary>As on AWS.</summary>
    public const int MostCharacters = 2000;

    private readonly Condition _root;

    private Query(Condition root) => _root = root;

    /// <exception cref="ApiException"><c>InvalidParameterException</c> that names the column, counted from 1, and what was expected there.</exception>
    public static Query Parse(string expression)
    {
        try
        {
            return TryParse(expression);
        }
        catch (SyntaxException error)
        {
            throw EcsErrors.InvalidParameter(error.Message);
        }
    }

    /// <summary>True for the container instances that the expression describes.</summary>
    public bool Selects(World world, Instance instance) => _root.Holds(new(world, instance));

    /// <summary>The expression with every operator as a sign, every argument in quotes, and parentheses around what is joined.</summary>
    public override string ToString() => _root.ToString()!;

    internal static Query TryParse(string expression)
    {
        if (expression.Length > MostCharacters) throw new SyntaxException(expression, MostCharacters, $"an expression may have at most {MostCharacters} characters");
        return new(new Parser(expression).Parse());
    }
}

/// <summary>The text is no expression.</summary>
internal sealed class SyntaxException(string expression, int at, string problem)
    : Exception($"Invalid expression '{Shortened(expression)}', column {at + 1}: {problem}.")
{
    private const int MostShown = 100;

    private static string Shortened(string expression) => expression.Length <= MostShown ? expression : expression[..MostShown] + "...";
}
