namespace Workbook.Orchestration.Placement.Cql;

/// <summary>
/// Reads an expression: <c>or</c> binds least, then <c>and</c>, then <c>not</c>. Nesting is limited, so that no text can
/// exhaust the stack.
/// </summary>
internal sealed class Parser
{
    private const int MostDepth = 100;

    private readonly string _expression;
    private readonly Tokenizer _tokens;
    private Token _next;
    private int _depth;

    public Parser(string expression)
    {
        _expression = expression;
        _tokens = new(expression);
        _next = _tokens.Next();
    }

    /// <exception cref="SyntaxException">The text is no expression.</exception>
    public Condition Parse()
    {
        var condition = Either();
        return _next.Kind == TokenKind.End ? condition : throw Expected("'and', 'or' or the end");
    }

    private Condition Either()
    {
        var parts = new List<Condition> { Both() };
        while (Skip("||", "or")) parts.Add(Both());
        return parts is [var only] ? only : new AnyOf(parts);
    }

    private Condition Both()
    {
        var parts = new List<Condition> { Single() };
        while (Skip("&&", "and")) parts.Add(Single());
        return parts is [var only] ? only : new AllOf(parts);
    }

    private Condition Single()
    {
        var start = _next;
        if (++_depth > MostDepth) throw Wrong(start, $"parentheses and negations may be nested {MostDepth} deep at most");
        Condition condition;
        if (Skip("!", "not"))
        {
            condition = new Not(Single());
        }
        else if (Skip("(", null))
        {
            condition = Either();
            if (!Skip(")", null)) throw Expected("'and', 'or' or ')'");
        }
        else
        {
            condition = Comparison();
        }
        _depth--;
        return condition;
    }

    private Comparison Comparison()
    {
        var name = _next;
        if (name.Kind != TokenKind.Word) throw Expected("a subject, 'not' or '('");
        var subject = Subject.Of(name.Text) ?? throw Wrong(name, $"unknown subject {name}, expected {Subject.Known}");
        Advance();
        var at = _next;
        var @operator = Operator();
        if (!subject.Takes(@operator)) throw Wrong(at, $"{subject} cannot be compared with '{@operator.Sign()}'");
        return @operator switch
        {
            Cql.Operator.Exists or Cql.Operator.NotExists => Comparisons.Of(subject, @operator, []),
            Cql.Operator.In or Cql.Operator.NotIn => Comparisons.Of(subject, @operator, List()),
            _ => WithArgument(subject, @operator),
        };
    }

    private Comparison WithArgument(Subject subject, Operator @operator)
    {
        var at = _next;
        var argument = Argument("a value");
        try
        {
            return Comparisons.Of(subject, @operator, [argument]);
        }
        catch (FormatException error)
        {
            throw Wrong(at, error.Message);
        }
    }

    private Operator Operator()
    {
        if (_next.IsSign("!"))
        {
            Advance();
            if (_next.IsWord("in")) return Taken(Cql.Operator.NotIn);
            if (_next.IsWord("exists")) return Taken(Cql.Operator.NotExists);
            throw Expected("'in' or 'exists' after '!'");
        }
        return Operators.Of(_next) is { } found ? Taken(found) : throw Expected("an operator such as '==', 'in' or '=~'");

        Operator Taken(Operator known)
        {
            Advance();
            return known;
        }
    }

    private List<string> List()
    {
        if (!Skip("[", null)) throw Expected("a list such as [a, b]");
        var items = new List<string>();
        do items.Add(Argument("a value")); while (Skip(",", null));
        return Skip("]", null) ? items : throw Expected("',' or ']'");
    }

    private string Argument(string what)
    {
        if (_next.Kind is not (TokenKind.Word or TokenKind.Quoted)) throw Expected(what);
        var text = _next.Text;
        Advance();
        return text;
    }

    private bool Skip(string sign, string? word)
    {
        if (!_next.IsSign(sign) && (word is null || !_next.IsWord(word))) return false;
        Advance();
        return true;
    }

    private void Advance() => _next = _tokens.Next();

    private SyntaxException Expected(string what) => Wrong(_next, $"expected {what}, but found {_next}");

    private SyntaxException Wrong(Token token, string problem) => new(_expression, token.At, problem);
}
