using System;
using System.Text;

namespace GenTracker.Observability;

/// <summary>The names of what is measured and traced, and the values of its tags.</summary>
internal static class TelemetryNames
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Source = "GenTracker";

    public const string Tracker = "gentracker.tracker";
    public const string State = "gentracker.child.state";
    public const string Key = "gentracker.child.key";
    public const string Incarnation = "gentracker.child.incarnation";
    public const string StartKind = "gentracker.start.kind";
    public const string Outcome = "gentracker.outcome";
    public const string ExitReason = "gentracker.exit.reason";
    public const string ErrorType = "error.type";

    private static readonly string[] States = CreateTexts<ChildState>();
    private static readonly string[] StartKinds = CreateTexts<StartKind>();
    private static readonly string[] Outcomes = CreateTexts<StartOutcome>();
    private static readonly string[] ExitReasons = CreateTexts<ExitReason>();

    public static string ToText(ChildState state) => States[(int)state];

    public static string ToText(StartKind kind) => StartKinds[(int)kind];

    public static string ToText(StartOutcome outcome) => Outcomes[(int)outcome];

    public static string ToText(ExitReason reason) => ExitReasons[(int)reason];

    public static string ToErrorType(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>Converts a name such as <c>HTTPRequestsIn</c> or <c>StartFailed</c> to <c>http_requests_in</c> or <c>start_failed</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            char letter = name[i];
            bool startsWord = char.IsUpper(letter) && i > 0
                && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static string[] CreateTexts<TEnum>()
        where TEnum : struct, Enum => Array.ConvertAll(Enum.GetNames<TEnum>(), ToSnakeCase);
}
