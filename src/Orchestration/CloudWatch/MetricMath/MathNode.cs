using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>A part of an expression.</summary>
public abstract record MathNode;

/// <summary>Such as <c>100</c> or <c>1.5e3</c>.</summary>
public sealed record NumberNode(double Value) : MathNode;

/// <summary>In single or double quotes.</summary>
public sealed record TextNode(string Value) : MathNode;

/// <summary>The id of a metric or of another expression, or one of FILL's words.</summary>
public sealed record IdNode(string Id) : MathNode;

/// <summary><c>[m1, m2]</c>.</summary>
public sealed record ListNode(ValueList<MathNode> Items) : MathNode;

/// <summary><c>SUM(METRICS())</c>.</summary>
public sealed record CallNode(string Function, ValueList<MathNode> Arguments) : MathNode;

/// <summary><c>-m1</c> or <c>!m1</c>.</summary>
public sealed record UnaryNode(string Operator, MathNode Operand) : MathNode;

/// <summary><c>m1 / m2</c>, a comparison or a logical operator.</summary>
public sealed record BinaryNode(string Operator, MathNode Left, MathNode Right) : MathNode;
