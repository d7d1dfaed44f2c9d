using System;
using System.Threading.Tasks;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Children;

/// <summary>What callers do with a child that they hold. What they are told goes to the child's expected values.</summary>
internal static class ProbeUse
{
    private const int MaxSeats = 40;

    /// <summary>Increments until the child refuses it, or often enough. False if it was refused.</summary>
    public static bool Count(ProbeChild child, int times, RandomSource random)
    {
        int counted = 0;
        bool isDone = Write(child, expected =>
        {
            bool isRefused = false;
            int totalled = 0;
            try
            {
                while (counted < times && !isRefused)
                {
                    bool isCounted = child.TryIncrementCount(1, out long value);
                    bool isTotalled = child.TryIncrementTotal(1);
                    counted += isCounted ? 1 : 0;
                    totalled += isTotalled ? 1 : 0;
                    isRefused = !isCounted || !isTotalled;
                    child.Oracle.Expect(value >= counted, "Count is lower than the increments of one caller");
                }

                if (child.TryIncrementLasting(1, out _))
                    expected.Add(ProbeAttribute.Lasting, 1);
                if (random.OneIn(4))
                {
                    child.IncrementCount(2);
                    counted += 2;
                }
            }
            finally
            {
                expected.Add(ProbeAttribute.Count, counted);
                expected.Add(ProbeAttribute.Total, totalled);
                child.Oracle.Script.Report.Totals.Add(Total.Counts, counted + totalled);
                if (counted > 0)
                    child.Oracle.ExpectNotVerified();
            }

            return !isRefused;
        });
        if (!isDone && counted > 0)
            child.Oracle.Script.Report.Outcomes.Add(Outcome.IncrementRefusedInTheMiddle);
        return isDone;
    }

    /// <summary>Takes a seat if there is one, and raises the high-water mark.</summary>
    public static void TakeSeat(ProbeChild child, RandomSource random)
    {
        Write(child, expected =>
        {
            if (child.IncrementSeatsUpTo(MaxSeats, out int seats))
                expected.Add(ProbeAttribute.Seats, 1);
            child.Oracle.Expect(seats <= MaxSeats, "more seats were taken than there are");
            return true;
        });
        Write(child, expected =>
        {
            int mark = random.Below(1000);
            child.Oracle.Expect(child.RaisePeakTo(mark) >= mark, "a high-water mark is lower than what it was raised to");
            expected.Raise(ProbeAttribute.Peak, mark);
            return true;
        });
    }

    /// <summary>Sets the larger attributes, unless another caller does so now.</summary>
    public static void Set(ProbeChild child)
    {
        long number = child.Oracle.Expected.TryBeginSetting();
        if (number == 0)
            return;
        Write(child, expected =>
        {
            child.Stamp = FourWords.Of(number);
            expected.Raise(ProbeAttribute.Stamp, number);
            return true;
        });
        Write(child, expected =>
        {
            child.Title = ExpectedValues.TitleOf(number);
            expected.Raise(ProbeAttribute.Title, number);
            return true;
        });
        child.Oracle.Expected.EndSetting();
    }

    /// <summary>Reads all attributes; none is torn.</summary>
    public static void Read(ProbeChild child)
    {
        ProbeChildAttrs values = child.ReadAttrs();
        if (!values.Stamp.IsWhole || !child.Stamp.IsWhole)
            child.Oracle.Violation($"a torn value was read: {values.Stamp}");
        child.Oracle.Expect(values.Seats <= MaxSeats, "more seats were taken than there are");
    }

    /// <summary>Takes a lease, and gives it back some time later, twice at the same time. It counts once, and not at all if the child has ended.</summary>
    public static async Task VisitAsync(ProbeChild child, RandomSource random)
    {
        ExpectedValues expected = child.Oracle.Expected;
        expected.BeginUse();
        try
        {
            if (!child.TryAcquireGuestsUpTo(MaxSeats, out CounterLease? lease))
                return;
            expected.Add(ProbeAttribute.Guests, 1);
            await Task.Delay(random.Milliseconds(5));
            Task again = Task.Run(lease.Dispose);
            lease.Dispose();
            await again;

            // If it is open now, it was open when the lease was given back.
            bool isOpen = child.TryIncrementGuests(0, out long guests);
            child.Oracle.Expect(guests is >= 0 and <= MaxSeats, $"there are {guests} guests");
            child.Oracle.Script.Report.Outcomes.Add(isOpen ? Outcome.LeaseGivenBack : Outcome.LeaseOutlivedItsChild);
            if (isOpen)
                expected.Add(ProbeAttribute.Guests, -1);
            else
                expected.LeaveLate();
        }
        finally
        {
            expected.EndUse();
        }
    }

    /// <summary>Ends the child for good, whatever its restart policy; false if it is ending already.</summary>
    public static bool TryRetireForGood(ProbeChild child)
    {
        if (!child.TryRetire())
            return false;
        child.Oracle.Script.History.Note(child.Oracle.Id, "retired for good");
        child.Oracle.Script.Report.Outcomes.Add(Outcome.RetiredForGood);
        child.Oracle.ExpectNotFound("a child that has retired for good");
        return true;
    }

    /// <summary>Keeps the child from retiring; false if it has ended.</summary>
    public static bool TryHold(ProbeChild child) => Write(child, expected =>
    {
        bool isHeld = child.TryIncrementBusy(1, out _);
        expected.Add(ProbeAttribute.Busy, isHeld ? 1 : 0);
        return isHeld;
    });

    /// <summary>Ends a hold.</summary>
    public static void Release(ProbeChild child) => Write(child, expected =>
    {
        child.DecrementBusy();
        expected.Add(ProbeAttribute.Busy, -1);
        return true;
    });

    /// <summary>Ends the child if nobody holds it.</summary>
    public static bool TryRetire(ProbeChild child)
    {
        if (!child.TryRetireAtBusy(0))
            return false;
        child.Oracle.Script.History.Note(child.Oracle.Id, "retired");
        child.Oracle.ExpectNotFound("a child that has retired");
        return true;
    }

    /// <summary>Writes, and tells the oracle how that went. False if the child refused it: then it is not found any more.</summary>
    private static bool Write(ProbeChild child, Func<ExpectedValues, bool> write)
    {
        bool isDone = false;
        child.Oracle.Expected.BeginUse();
        try
        {
            isDone = write(child.Oracle.Expected);
            if (isDone)
                child.Oracle.ExpectNotVerified();
        }
        catch (ChildTerminatedException)
        {
        }
        finally
        {
            child.Oracle.Expected.EndUse();
        }

        if (!isDone)
            child.Oracle.ExpectNotFound("a child that has refused a write");
        return isDone;
    }
}
