using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace GenTracker.AspNetCore.Answers;

/// <summary>Texts in answers. All are bounded.</summary>
internal static class AnswerText
{
    public const int MaxMessageLength = 256;

    public const int MaxExceptionLength = 4_000;

    /// <summary>The name of an enum's value, or of each of its flags, as the metrics have them: <c>restart_limit</c>.</summary>
    public static string ToSnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The names of the flags that are set.</summary>
    public static string[] GetFlags<T>(T flags)
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Where(flag => Convert.ToInt32(flag, null) != 0 && flags.HasFlag(flag)).Select(static flag => ToSnakeCase(flag.ToString()))];

    /// <summary>The name of a type as C# writes it, without namespaces.</summary>
    public static string GetTypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return GetTypeName(underlying) + "?";
        string name = type.Name.Split('`')[0];
        IEnumerable<string> arguments = type.GenericTypeArguments.Select(GetTypeName);
        return Cut(type.IsGenericType ? $"{name}<{string.Join(", ", arguments)}>" : name, MaxMessageLength);
    }

    /// <summary>The text, or its beginning if it is too long.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        int kept = char.IsHighSurrogate(text[maxLength - 2]) ? maxLength - 2 : maxLength - 1;
        return string.Concat(text.AsSpan(0, kept), "…");
    }
}
