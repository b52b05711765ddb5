using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>
/// The rule of a composite alarm: <c>ALARM("a") AND NOT (OK(b) OR INSUFFICIENT_DATA(c))</c> (see PutCompositeAlarm in the CloudWatch API
/// reference).
/// </summary>
public sealed class AlarmRule
{
    private const int MostElements = 500, MostChildren = 100, MaxDepth = 100;

    private readonly List<string> _tokens;
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly Func<Func<string, string?>, bool> _holds;
    private int _at, _depth;

    private AlarmRule(string text)
    {
        _tokens = Tokens(text);
        if (_tokens.Count > MostElements * 4) throw Invalid($"it has more than {MostElements} elements");
        _holds = Any();
        if (_at < _tokens.Count) throw Invalid($"'{_tokens[_at]}' is not expected");
        if (_names.Count > MostChildren) throw Invalid($"it names more than {MostChildren} alarms");
    }

    /// <summary>The alarms that it names.</summary>
    public IEnumerable<string> Names => _names;

    /// <exception cref="ApiException">ValidationError: the text is no rule.</exception>
    public static AlarmRule Parse(string text) => new(text);

    /// <summary>Whether it holds, given the state of each alarm; null for one that is gone.</summary>
    public bool Holds(Func<string, string?> stateOf) => _holds(stateOf);

    private Func<Func<string, string?>, bool> Any()
    {
        if (++_depth > MaxDepth) throw Invalid("it is nested too deeply");
        var left = All();
        while (Take("OR"))
        {
            var (first, second) = (left, All());
            left = states => first(states) || second(states);
        }
        _depth--;
        return left;
    }

    private Func<Func<string, string?>, bool> All()
    {
        var left = One();
        while (Take("AND"))
        {
            var (first, second) = (left, One());
            left = states => first(states) && second(states);
        }
        return left;
    }

    private Func<Func<string, string?>, bool> One()
    {
        var negated = false;
        while (Take("NOT")) negated = !negated;
        var inner = Plain();
        return negated ? states => !inner(states) : inner;
    }

    private Func<Func<string, string?>, bool> Plain()
    {
        if (_at == _tokens.Count) throw Invalid("it ends unexpectedly");
        var token = _tokens[_at++];
        switch (token.ToUpperInvariant())
        {
            case "(":
                var inner = Any();
                Expect(")");
                return inner;
            case "TRUE": return _ => true;
            case "FALSE": return _ => false;
            case StateValue.Alarm or StateValue.Ok or StateValue.InsufficientData:
                Expect("(");
                if (_at == _tokens.Count) throw Invalid("it ends unexpectedly");
                var (state, name) = (token.ToUpperInvariant(), NameOf(_tokens[_at++]));
                Expect(")");
                _names.Add(name);
                return states => states(name) == state;
            case "AT_LEAST": throw Invalid("AT_LEAST is not implemented by ECS Workbook");
            default: throw Invalid($"'{token}' is not expected");
        }
    }

    // A name or an ARN, in quotes or not.
    private static string NameOf(string token)
    {
        var text = token.Trim('"');
        if (text.Length == 0) throw Invalid("an alarm has no name");
        return text.StartsWith("arn:", StringComparison.Ordinal) && text.Split(':', 7) is [.., "alarm", var name] ? name : text;
    }

    private bool Take(string word)
    {
        if (_at == _tokens.Count || !_tokens[_at].Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        _at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token)) throw Invalid($"'{token}' is missing");
    }

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            if (text[at] is '(' or ')') at++;
            else if (text[at] == '"')
            {
                at = text.IndexOf('"', at + 1) + 1;
                if (at == 0) throw Invalid("a name has no closing quote");
            }
            else
            {
                while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')' or '"')) at++;
            }
            tokens.Add(text[start..at]);
        }
        return tokens;
    }

    private static ApiException Invalid(string why) => CloudWatchErrors.Create("ValidationError", $"AlarmRule must be a valid rule: {why}.");
}
