using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Diagnostics;

/// <summary>The rules about the use of trackers and children. Only the analyzers report them, because such code compiles.</summary>
internal static partial class DiagnosticDescriptors
{
    private const string UsageCategory = "GenTracker.Usage";
    private const string PerformanceCategory = "GenTracker.Performance";

    /// <summary>GT1001.</summary>
    public static readonly DiagnosticDescriptor ReadModifyWrite = new(
        "GT1001", "An attribute is read and written back, which is not atomic",
        "'{0}' is read and then written back, so that what others write in between is lost; use '{1}', which is atomic",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Every attribute has generated members that change it in one step.",
        Page("GT1001"));

    /// <summary>GT1002.</summary>
    public static readonly DiagnosticDescriptor CheckThenAdd = new(
        "GT1002", "A key is looked up before it is taken, which is not atomic",
        "The key that 'Find' found free may be taken by now, and 'AddExisting' throws then; use 'TryAddExisting', which looks and adds in one step",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Two callers may both find the key free.", Page("GT1002"));

    /// <summary>GT1003.</summary>
    public static readonly DiagnosticDescriptor MutableAttribute = new(
        "GT1003", "The value of an attribute can be changed from within",
        "'{0}' is of type '{1}', whose content can be changed without the attribute being set: while others read it, and after the end; use '{2}'",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "An attribute is written whole, by its setter, or not at all.", Page("GT1003"));

    /// <summary>GT1004.</summary>
    public static readonly DiagnosticDescriptor SelfWait = new(
        "GT1004", "A child waits for itself", "'{0}' waits for this very child, {1}",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Such a wait is refused with WaitCycleException, or comes to no end.",
        Page("GT1004"));

    /// <summary>GT1005.</summary>
    public static readonly DiagnosticDescriptor Blocking = new(
        "GT1005", "A tracker's task is waited for by blocking a thread",
        "'{0}' blocks a thread until the tracker's work is done, which may need that thread; await it",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Children and async methods run on the pool's threads.", Page("GT1005"));

    /// <summary>GT1006.</summary>
    public static readonly DiagnosticDescriptor TokenUnused = new(
        "GT1006", "RunAsync ignores its stopping token",
        "'{0}' {1}, so the child cannot be stopped and is abandoned after its timeout; {2}",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "A child is stopped by its stopping token and by nothing else.", Page("GT1006"));

    /// <summary>GT1007.</summary>
    public static readonly DiagnosticDescriptor WriteAfterEnd = new(
        "GT1007", "An attribute is written after the child's end",
        "'{0}' is sealed by then, so that this throws ChildTerminatedException; write it before the end",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The attributes are sealed before AfterTerminateAsync and dispose methods are called.", Page("GT1007"));

    /// <summary>GT1008.</summary>
    public static readonly DiagnosticDescriptor StaticHandle = new(
        "GT1008", "A child is kept in a static field",
        "'{0}' keeps a child beyond its end: after a restart another object has the key; keep the key, and find the child by it",
        UsageCategory, DiagnosticSeverity.Info, isEnabledByDefault: true, "A child object is one incarnation.", Page("GT1008"));

    /// <summary>GT1009.</summary>
    public static readonly DiagnosticDescriptor RegistrationIgnored = new(
        "GT1009", "The registration of an adopted child is ignored",
        "The registration that '{0}' returns is ignored and no completion is given, so nothing but the end of the tracker ends this child; dispose "
            + "the registration with 'await using', or give a completion",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "The tracker cannot know when an adopted child ends.", Page("GT1009"));

    /// <summary>GT1010.</summary>
    public static readonly DiagnosticDescriptor ChildGoesNowhere = new(
        "GT1010", "A new child is neither opened nor adopted",
        "The new '{0}' is neither opened nor adopted by a tracker, nor used otherwise; open it with 'FindOrOpenAsync', or adopt it with 'AddExisting'",
        UsageCategory, DiagnosticSeverity.Info, isEnabledByDefault: true, "Only its tracker starts a child.", Page("GT1010"));

    /// <summary>GT1011.</summary>
    public static readonly DiagnosticDescriptor MissedInterfaceMember = new(
        "GT1011", "A method resembles an interface method and does not implement it", "The tracker never calls '{0}' because it does not implement '{1}'; {2}",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "The interface's own default is called instead, and does nothing.",
        Page("GT1011"));

    /// <summary>GT1012.</summary>
    public static readonly DiagnosticDescriptor InjectionMissing = new(
        "GT1012", "A service is a parameter of FindOrOpenAsync",
        "'{0}' is of type '{1}', and becomes a parameter of 'FindOrOpenAsync'; mark it [Injected] to get it from the services",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Constructor parameters without [Injected] become parameters of FindOrOpenAsync.",
        Page("GT1012"));

    /// <summary>GT1013.</summary>
    public static readonly DiagnosticDescriptor RequestBound = new(
        "GT1013", "An argument ends with its request, but the child lives on",
        "'{0}' ends with its request, but the child keeps it and gets it again at each restart; pass the values that the child needs",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "The arguments of FindOrOpenAsync are kept for restarts.", Page("GT1013"));

    /// <summary>GT1014.</summary>
    public static readonly DiagnosticDescriptor DisposableArgument = new(
        "GT1014", "A new disposable is an argument of FindOrOpenAsync",
        "The new '{0}' is leaked if the child already runs; make it in the factory of the overload that takes one",
        UsageCategory, DiagnosticSeverity.Info, isEnabledByDefault: true, "The arguments of FindOrOpenAsync are dropped if the child already runs.",
        Page("GT1014"));

    /// <summary>GT1015.</summary>
    public static readonly DiagnosticDescriptor OvershootAndUndo = new(
        "GT1015", "An increment exceeds a bound and is undone",
        "'{0}' exceeds the bound for a moment before it is undone, so others may be refused although there is room; use '{1}', which never exceeds it",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Every numeric attribute has a generated member that increments up to a bound.",
        Page("GT1015"));

    /// <summary>GT1016.</summary>
    public static readonly DiagnosticDescriptor CallbackWrite = new(
        "GT1016", "A callback writes an attribute, which throws after the child's end",
        "The write of '{0}' throws if the child has ended, and nobody catches what this callback throws, which may end the process; {1}",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Timers, threads, tokens and events call on after the child's end.",
        Page("GT1016"));

    /// <summary>GT1017.</summary>
    public static readonly DiagnosticDescriptor BlockedRun = new(
        "GT1017", "RunAsync blocks its thread",
        "'{0}' blocks a thread of the pool until the wait is over; await instead, or set the option 'LongRunning', which gives the child a thread of its own",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Children run on the thread pool.", Page("GT1017"));

    /// <summary>GT1018.</summary>
    public static readonly DiagnosticDescriptor CheckThenCount = new(
        "GT1018", "A counter is checked before it is used, which is not atomic",
        "'{0}' may change between its check and '{1}'; use '{2}', which checks and acts in one step",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Two callers may both pass the check.", Page("GT1018"));

    /// <summary>GT1019.</summary>
    public static readonly DiagnosticDescriptor UndoneCount = new(
        "GT1019", "A count is undone, but not after an exception",
        "If the code between '{0}' and '{1}' throws, the count is never undone; use '{2}', whose lease gives it back in any case",
        UsageCategory, DiagnosticSeverity.Info, isEnabledByDefault: true, "A lease is disposed by 'using', and gives back its count once.", Page("GT1019"));

    /// <summary>GT1020.</summary>
    public static readonly DiagnosticDescriptor UnseenJson = new(
        "GT1020", "The JSON lacks members that another generator has written",
        "System.Text.Json's generator does not see {0} of '{1}', which GenTracker generates in this project, so the JSON lacks it; {2}",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Generators do not see each other's output, only what the user has written.",
        Page("GT1020"));

    /// <summary>
    /// GT1021. Only the generator reports it: it sees what the other generator sees, and the compiler runs no analyzers beside the errors in the other
    /// generator's code.
    /// </summary>
    public static readonly DiagnosticDescriptor UnseenHandlerType = new(
        "GT1021", "The generator of request delegates does not see a handler's type",
        "The generator of request delegates writes code that does not compile, because {0}; {1}",
        UsageCategory, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Generators do not see each other's output, only what the user has written.",
        Page("GT1021"));

    /// <summary>GT2001.</summary>
    public static readonly DiagnosticDescriptor LoopedLookup = new(
        "GT2001", "A child is looked up in each iteration of a loop",
        "'{0}' looks up '{1}' in each iteration of the loop; find the child once, before the loop, and increment its attribute",
        PerformanceCategory, DiagnosticSeverity.Info, isEnabledByDefault: true, "A lookup costs several times what an increment costs.", Page("GT2001"));

    /// <summary>GT2002.</summary>
    public static readonly DiagnosticDescriptor SpanLookup = new(
        "GT2002", "A string is made only to look up a key", "'{0}' makes a string only to look up a key; give 'Find' the span",
        PerformanceCategory, DiagnosticSeverity.Info, isEnabledByDefault: true, "Trackers with string keys find children by spans too.", Page("GT2002"));
}
