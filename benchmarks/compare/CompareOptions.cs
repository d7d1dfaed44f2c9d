using System.Diagnostics.CodeAnalysis;

namespace GenTracker.Compare;

/// <summary>The options of the command.</summary>
internal sealed record CompareOptions
{
    public const string Usage = """
        benchmarks/compare/run.sh [--quick] [--only NAME] [--no-erlang] [--resume] [--render]

          (nothing)     measures everything, 8 minutes, and writes docs/performance.md, its charts, and the README's part
          --quick       a smoke: everything in a minute, to the console
          --only NAME   what has NAME in its name, such as find, index, life: to the console
          --no-erlang   without the BEAM; the page says so
          --resume      goes on with a run of everything that was interrupted
          --render      writes the page anew from docs/performance/results.json, and measures nothing
          --code NAMES  the machine code of the contenders' methods of these names, such as 'Counter' or '*Read*:*'
        """;

    /// <summary>The argument of a process that compiles and does not measure.</summary>
    public const string Compile = "--compile";

    public bool Quick { get; init; }

    public string? Only { get; init; }

    public bool NoErlang { get; init; }

    /// <summary>Whether to keep the results of an interrupted run.</summary>
    public bool Resume { get; init; }

    public bool Render { get; init; }

    /// <summary>The methods whose machine code to list instead of measuring.</summary>
    public string? Code { get; init; }

    /// <summary>Whether this process only compiles, for the listings that its parent process reads.</summary>
    public bool CompilesOnly { get; init; }

    /// <summary>Whether this is not the complete run from which the documents are written.</summary>
    public bool IsPartial => Quick || Only is not null;

    /// <summary>The suite that this process measures for its parent process.</summary>
    public string? Suite { get; init; }

    /// <summary>The file for the measurements.</summary>
    public string? Output { get; init; }

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out CompareOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = new CompareOptions();
        error = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--no-erlang":
                    options = options with { NoErlang = true };
                    break;
                case "--resume":
                    options = options with { Resume = true };
                    break;
                case "--render":
                    options = options with { Render = true };
                    break;
                case Compile:
                    options = options with { CompilesOnly = true };
                    break;
                case "--code" when value is not null:
                    options = options with { Code = value };
                    i++;
                    break;
                case "--only" when value is not null:
                    options = options with { Only = value };
                    i++;
                    break;
                case "--suite" when value is not null:
                    options = options with { Suite = value };
                    i++;
                    break;
                case "--output" when value is not null:
                    options = options with { Output = value };
                    i++;
                    break;
                default:
                    error = $"Not understood: {arguments[i]}\n\n{Usage}";
                    options = null;
                    return false;
            }
        }

        if (options is { Resume: true, IsPartial: true })
        {
            error = $"A run of everything can be resumed, and no other.\n\n{Usage}";
            options = null;
            return false;
        }

        return true;
    }
}
