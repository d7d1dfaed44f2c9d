// An alias wins over the namespaces of a file's own using directives, so the runtime's sources mean these types.
global using Environment = GenTracker.Instrumentation.Environment;
global using Interlocked = GenTracker.Testing.Instrumented.Interlocked;
global using RandomNumberGenerator = GenTracker.Instrumentation.RandomNumberGenerator;
global using SpinWait = GenTracker.Testing.Instrumented.SpinWait;
global using Vector128 = GenTracker.Testing.Instrumented.Vector128;
global using Volatile = GenTracker.Testing.Instrumented.Volatile;
