using System.Diagnostics;
using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>Evaluates expressions.</summary>
public static class MathEvaluator
{
    /// <exception cref="MathException">Ids that nobody has, functions that are not there, arguments that do not fit.</exception>
    public static MathValue Evaluate(MathNode node, MathScope scope) => node switch
    {
        NumberNode number => new Scalar(number.Value),
        TextNode text => new Text(text.Value),
        IdNode id => scope.Value(id.Id) ?? throw new MathException($"Undefined variable {id.Id}"),
        ListNode list => new SeriesList(list.Items.SelectMany(item => Evaluate(item, scope) switch
        {
            TimeSeries series => [series],
            SeriesList inner => inner.Items,
            var other => throw new MathException($"An array cannot hold '{other.Kind}'"),
        }).ToValueList()),
        UnaryNode unary => MathOperators.Unary(unary.Operator, Evaluate(unary.Operand, scope)),
        BinaryNode binary => MathOperators.Binary(binary.Operator, Evaluate(binary.Left, scope), Evaluate(binary.Right, scope)),
        CallNode call => MathFunctions.Call(call, scope),
        _ => throw new UnreachableException($"{node} is no part of an expression."),
    };

    /// <summary>The ids that an expression names; <c>METRICS()</c> stands for all metrics.</summary>
    public static IEnumerable<string> IdsOf(MathNode node, ValueList<string> metrics) => node switch
    {
        IdNode id => [id.Id],
        ListNode list => list.Items.SelectMany(item => IdsOf(item, metrics)),
        UnaryNode unary => IdsOf(unary.Operand, metrics),
        BinaryNode binary => IdsOf(binary.Left, metrics).Concat(IdsOf(binary.Right, metrics)),
        CallNode { Function: "METRICS" } => metrics,
        CallNode { Function: "FILL" } fill => fill.Arguments.SelectMany(item => item is IdNode { Id: "REPEAT" or "LINEAR" } ? [] : IdsOf(item, metrics)),
        CallNode { Function: "SORT" } sort => sort.Arguments.Take(1).SelectMany(item => IdsOf(item, metrics)),
        CallNode call => call.Arguments.SelectMany(item => IdsOf(item, metrics)),
        _ => [],
    };
}
