using System;
using GenTracker.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Diagnostics;

/// <summary>Keeps a defect of the generator to the one class that it showed up at.</summary>
internal static class ExceptionBarrier
{
    /// <summary>Reads a class; if that fails, the class has that problem.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="parse">Reads it.</param>
    /// <returns>What it gave.</returns>
    public static ParsedTracker Parse(string name, Location location, Func<ParsedTracker> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(null, [DiagnosticInfo.Create(DiagnosticDescriptors.InternalError, location, name, exception.GetType().Name, OneLine(exception))]);
        }
    }

    /// <summary>Writes a class's file; if that fails, it is reported, without a place, as the model has none.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="context">Where to report to.</param>
    /// <param name="emit">Writes it.</param>
    public static void Emit(string name, SourceProductionContext context, Action emit)
    {
        try
        {
            emit();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.InternalError, Location.None, name, exception.GetType().Name, OneLine(exception)));
        }
    }

    private static string OneLine(Exception exception) => exception.Message.Replace("\r", "").Replace('\n', ' ');
}
