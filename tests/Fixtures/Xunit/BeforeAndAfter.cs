using System.Reflection;
#if XUNIT_V3
using Xunit.v3;
#else
using Xunit.Sdk;
#endif

namespace Sim.XunitFixtures;

/// <summary>What runs before and after a test does so once, not in every run.</summary>
public static class BeforeAndAfter
{
    [Counting]
    [SimulationFact(Runs = 10)]
    public static Task Surround_all_runs(Simulation sim)
    {
        Assert.Equal(1, CountingAttribute.Begun);
        Assert.Equal(0, CountingAttribute.Ended);
        return Task.CompletedTask;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CountingAttribute : BeforeAfterTestAttribute
    {
        public static int Begun { get; private set; }

        public static int Ended { get; private set; }

#if XUNIT_V3
        public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Begun++;

        public override void After(MethodInfo methodUnderTest, IXunitTest test) => Ended++;
#else
        public override void Before(MethodInfo methodUnderTest) => Begun++;

        public override void After(MethodInfo methodUnderTest) => Ended++;
#endif
    }
}
