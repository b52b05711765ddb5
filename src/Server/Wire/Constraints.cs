using System.Text;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>
/// Collects where a request breaks the constraints of the model, and says so in AWS's words:
/// <c>1 validation error detected: Value 'x' at 'launchType' failed to satisfy constraint: Member must satisfy enum value
/// set: [EC2, FARGATE]</c>. Places are counted from one, as AWS does: <c>tags.2.member.key</c>.
/// </summary>
internal sealed class Constraints
{
    // AWS cuts its list too; a request can hold 100,000 mistakes.
    private const int MaxReported = 10;

    // A value is quoted so that it can be found, not sent back whole.
    private const int MaxQuoted = 1024;

    [ThreadStatic]
    private static Constraints? s_free;

    private readonly List<string> _path = [];
    private readonly List<Violation> _found = [];
    private Func<string, string, bool> _checksItself = static (_, _) => false;
    private string _operation = "";
    private ConstraintWords _words = ConstraintWords.Query;

    /// <exception cref="ApiException">In these words: the request breaks a constraint.</exception>
    public static void Verify<T>(T request, Action<Constraints, T> check, ConstraintWords words, string operation, Func<string, string, bool> checksItself)
    {
        var constraints = s_free ??= new Constraints();
        constraints._path.Clear();
        constraints._found.Clear();
        constraints._operation = operation;
        constraints._words = words;
        constraints._checksItself = checksItself;
        check(constraints, request);
        if (constraints._found.Count > 0) throw words.Refuse(constraints._found);
    }

    /// <summary>A required member is absent.</summary>
    public void Missing(string name) => Found(name, null, "Member must not be null");

    /// <summary>Checks a simple member; <paramref name="check"/> returns what is demanded, or null if it is met.</summary>
    public void Member<T>(string name, T? value, Func<T, string?> check)
        where T : class
    {
        if (value is not null && check(value) is { } demand) Found(name, value, demand);
    }

    /// <inheritdoc cref="Member{T}(string, T?, Func{T, string?})"/>
    public void Member<T>(string name, T? value, Func<T, string?> check)
        where T : struct
    {
        if (value is { } present && check(present) is { } demand) Found(name, present, demand);
    }

    /// <summary>Checks a member that is a structure, list or map.</summary>
    public void Inside<T>(string name, T? value, Action<Constraints, T> check)
        where T : class
    {
        if (value is null) return;
        _path.Add(name);
        check(this, value);
        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>Checks the number of elements.</summary>
    public void Size<T>(IReadOnlyCollection<T> values, int least, int greatest)
    {
        if (values.Count > greatest) Found(null, values, $"Member must have length less than or equal to {greatest}");
        if (values.Count < least) Found(null, values, $"Member must have length greater than or equal to {least}");
    }

    /// <summary>Checks the elements of a list of simple values, which AWS reports once for the list.</summary>
    public void Elements<T>(ValueList<T> values, Func<T, string?> check)
    {
        foreach (var value in values)
        {
            if (check(value) is not { } demand) continue;
            Found(null, values, $"Member must satisfy constraint: [{demand}]");
            return;
        }
    }

    /// <summary>Checks the values of a map of simple values, which AWS reports once for the map.</summary>
    public void Elements<T>(ValueMap<T> values, Func<T, string?> check)
    {
        foreach (var (_, value) in values)
        {
            if (check(value) is not { } demand) continue;
            Found(null, values, $"Map value must satisfy constraint: [{demand}]");
            return;
        }
    }

    /// <summary>Checks the elements of a list of structures.</summary>
    public void Elements<T>(ValueList<T> values, Action<Constraints, T> check)
    {
        for (var i = 0; i < values.Count && _found.Count < MaxReported; i++)
        {
            _path.Add($"{i + 1}{_words.Element}");
            check(this, values[i]);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    /// <summary>Checks the values of a map of structures.</summary>
    public void Elements<T>(ValueMap<T> values, Action<Constraints, T> check)
    {
        foreach (var (key, value) in values)
        {
            _path.Add($"{key}{_words.Element}");
            check(this, value);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Found(string? name, object? value, string demand)
    {
        if (_found.Count == MaxReported) return;
        var path = new StringBuilder().AppendJoin('.', _path);
        if (name is not null) path.Append(path.Length == 0 ? "" : ".").Append(name);
        if (_checksItself(_operation, path.ToString())) return;
        _found.Add(new(path.ToString(), Shown(value), demand));
    }

    private static string? Shown(object? value)
    {
        if (value is null) return null;
        var text = value switch
        {
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        if (text.Length <= MaxQuoted) return text;
        var length = char.IsHighSurrogate(text[MaxQuoted - 1]) ? MaxQuoted - 1 : MaxQuoted;
        return $"{text.AsSpan(0, length)}...";
    }
}
