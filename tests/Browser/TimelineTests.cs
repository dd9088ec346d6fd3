using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Sim.Browser;

/// <summary>The timeline as a person uses it, in a real browser.</summary>
public sealed class TimelineTests(Chromium chromium, Pictures pictures, ITestOutputHelper output) : IDisposable
{
    /// <summary>
    /// How many rows of the picture show nothing where each has the number of its step: rows of 21 pixels, from the canvas as it is after each of
    /// many scrolls, in the very task that scrolled.
    /// </summary>
    private const string CountBlank = """
        async ([positions, wide]) => {
          const pane = timeline.panes[0];
          let blank = 0, rows = 0;
          for (const part of positions) {
            pane.scroller.scrollTop = part * (pane.scroller.scrollHeight - pane.scroller.clientHeight);
            await new Promise(done => pane.scroller.addEventListener("scroll", done, { once: true }));
            const c = pane.context, ratio = pane.ratio;
            const back = c.getImageData(Math.round(3 * ratio), Math.round(30 * ratio), 1, 1).data;
            for (let y = 26; y + 21 < pane.height; y += 21) {
              const data = c.getImageData(0, Math.round(y * ratio), Math.round(wide * ratio), Math.round(21 * ratio)).data;
              let some = false;
              for (let i = 0; i < data.length && !some; i += 4) {
                some = Math.abs(data[i] - back[0]) + Math.abs(data[i + 1] - back[1]) + Math.abs(data[i + 2] - back[2]) > 60;
              }
              rows++;
              blank += some ? 0 : 1;
            }
          }
          return [blank, rows];
        }
        """;

    /// <summary>Whether both panes come to show the same steps within the frames that a scroll takes.</summary>
    private const string MoveTogether = """
        new Promise(done => {
          const [one, other] = timeline.panes;
          const at = pane => pane.rows.stepOf(Math.floor(pane.top));
          let frames = 0;
          const look = () => {
            if (one.top > 1 && Math.abs(at(one) - at(other)) <= 8) { done(true); }
            else if (++frames > 5000) { done(false); }
            else { requestAnimationFrame(look); }
          };
          look();
        })
        """;

    /// <summary>No page may have asked for anything or failed.</summary>
    public void Dispose() => Assert.Empty(chromium.TakeProblems());

    /// <summary>Seen to fail: a search that is given the text as typed and compares it with lower case.</summary>
    [Fact]
    public async Task Search_finds_lines_and_goes_from_hit_to_hit()
    {
        IPage page = await chromium.OpenAsync(pictures.Finding);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("SEAT 12a reserved");
        Assert.Equal("1 of 2", await page.Locator("#hits").InnerTextAsync());
        Assert.Contains("alice: seat 12A reserved", await DetailsAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("2 of 2", await page.Locator("#hits").InnerTextAsync());
        Assert.Contains("bob: seat 12A reserved", await DetailsAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("", await page.Locator("#hits").InnerTextAsync());
        await page.Locator("#search").FillAsync("no such line");
        Assert.Equal("nothing", await page.Locator("#hits").InnerTextAsync());
    }

    /// <summary>Seen to fail: a step that is chosen and not scrolled to.</summary>
    [Fact]
    public async Task The_keyboard_does_everything()
    {
        IPage page = await chromium.OpenAsync(pictures.Finding);
        await page.Keyboard.PressAsync("f");
        Assert.Contains("Fails: Seat 12A was sold twice", await DetailsAsync(page), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("(() => { const p = timeline.panes[0], row = p.rows.rowOf(p.chosen); return row >= p.top && row < p.top + p.rowsInView(); })()"));
        await page.Keyboard.PressAsync("d");
        Assert.Contains("Runs before its turn", await DetailsAsync(page), StringComparison.Ordinal);
        int departing = await ChosenAsync(page);
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.True(await ChosenAsync(page) > departing);
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal(departing, await ChosenAsync(page));
        await page.Keyboard.PressAsync("Home");
        Assert.Equal(0, await ChosenAsync(page));
        int key = await page.EvaluateAsync<int>("timeline.panes[0].rows.count");
        await page.Keyboard.PressAsync("Shift+K");
        Assert.True(await page.EvaluateAsync<int>("timeline.panes[0].rows.count") > key);
        double high = await page.EvaluateAsync<double>("timeline.panes[0].rowHeight");
        await page.Keyboard.PressAsync("+");
        Assert.True(await page.EvaluateAsync<double>("timeline.panes[0].rowHeight") > high);
        await page.Keyboard.PressAsync("0");
        Assert.True(await page.EvaluateAsync<bool>("timeline.panes[0].rows.count <= Math.ceil(timeline.panes[0].rowsInView())"));
        await page.Keyboard.PressAsync("?");
        Assert.True(await page.Locator("#help-dialog").IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("t");
        Assert.Contains("bob: seat 12A is free", await page.Locator("#story table").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await page.Locator("#panes").IsVisibleAsync());
    }

    /// <summary>Seen to fail: the other pane left where it was.</summary>
    [Fact]
    public async Task The_failing_and_the_passing_run_are_side_by_side_and_move_together()
    {
        IPage page = await chromium.OpenAsync(pictures.Finding);
        Assert.Equal(2, await page.Locator(".pane:visible").CountAsync());
        Assert.StartsWith("Fails", await page.Locator(".pane h2").Nth(0).InnerTextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("Passes", await page.Locator(".pane h2").Nth(1).InnerTextAsync(), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("x");
        Assert.Equal(await page.EvaluateAsync<int>("DATA.diff"), await ChosenAsync(page));
        await page.Mouse.MoveAsync(300, 500);
        await page.Mouse.WheelAsync(0, 200);
        Assert.True(await page.EvaluateAsync<bool>(MoveTogether));
        await page.Keyboard.PressAsync("s");
        Assert.Equal(1, await page.Locator(".pane:visible").CountAsync());
    }

    /// <summary>The screenshots are for people; that nothing sticks out and something is drawn is for the test. Seen to fail: a toolbar that does not wrap.</summary>
    [Theory]
    [InlineData(1440, 900, "light")]
    [InlineData(1440, 900, "dark")]
    [InlineData(1024, 700, "light")]
    [InlineData(1024, 700, "dark")]
    [InlineData(420, 860, "light")]
    [InlineData(420, 860, "dark")]
    public async Task The_page_fits_its_window_in_light_and_dark(int width, int height, string colors)
    {
        IPage page = await chromium.OpenAsync(pictures.Finding, width, height, colors == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await page.ScreenshotAsync(new() { Path = Path.Combine(pictures.Folder, $"finding-{width}-{colors}.png") });
        Assert.Equal(colors, await page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "The page is wider than its window.");
        Assert.True(await page.EvaluateAsync<bool>("timeline.panes.filter(p => p.width > 0).every(p => p.height > 100)"), "A pane is too low to be of use.");
        Assert.True(await page.EvaluateAsync<int>(
            "(() => { const p = timeline.panes[0], c = p.context, d = c.getImageData(0, 0, c.canvas.width, c.canvas.height).data, all = new Set(); for (let i = 0; i < d.length; i += 4) all.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return all.size; })()") > 50);
    }

    /// <summary>Seen to fail: rows drawn for the first screen alone.</summary>
    [Fact]
    public async Task A_hundred_thousand_steps_scroll_without_a_blank()
    {
        string path = pictures.Long;
        long start = Stopwatch.GetTimestamp();
        IPage page = await chromium.OpenAsync(path);
        double opened = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double loaded = await page.EvaluateAsync<double>("performance.timing.loadEventEnd - performance.timing.navigationStart");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Pictures.Steps:N0} steps, {new FileInfo(path).Length / 1e6:0.0} MB: loaded and drawn in {loaded / 1000:0.00} s ({opened:0.00} s with a new page and the driver)."));
        await page.EvaluateAsync("timeline.key(false)");
        Assert.Equal(Pictures.Steps, await page.EvaluateAsync<int>("timeline.panes[0].rows.count"));
        double[] positions = [.. Enumerable.Range(1, 40).Select(static i => i % 2 == 0 ? i / 40.0 : 1 - (i / 41.0))];
        int[] near = await page.EvaluateAsync<int[]>(CountBlank, new object[] { positions, 60 });
        await page.EvaluateAsync("timeline.panes[0].zoom(0.1)");
        int[] far = await page.EvaluateAsync<int[]>(CountBlank, new object[] { positions, 600 });
        Assert.Equal((0, 0), (near[0], far[0]));
        Assert.True(near[1] > 500 && far[1] > 500);
        await page.EvaluateAsync("timeline.panes[0].fit()");
        await page.ScreenshotAsync(new() { Path = Path.Combine(pictures.Folder, "long-all.png") });
        double drawn = await page.EvaluateAsync<double>("(() => { const p = timeline.panes[0], t = performance.now(); for (let i = 0; i < 10; i++) p.paint(); return (performance.now() - t) / 10; })()");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All {Pictures.Steps:N0} steps at once: {drawn:0.0} ms to draw."));
        await CheckFlingAsync(page);
    }

    /// <summary>Everything has a name, the story is a table, and it is there without scripts and on paper. Seen to fail: a button with a sign and no label.</summary>
    [Fact]
    public async Task A_screen_reader_a_printer_and_a_browser_without_scripts_get_the_story()
    {
        IPage page = await chromium.OpenAsync(pictures.Finding);
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('button')].filter(b => !/[A-Za-z]{2}/.test(b.getAttribute('aria-label') ?? b.textContent)).length"));
        Assert.Equal(1, await page.GetByRole(AriaRole.Toolbar).CountAsync());
        Assert.Contains("Arrow keys choose a step", await page.Locator(".scroller").First.GetAttributeAsync("aria-label") ?? "", StringComparison.Ordinal);
        Assert.Equal("polite", await page.Locator("#details").GetAttributeAsync("aria-live"));
        Assert.Equal("The failing run, told", await page.Locator("#story caption").First.TextContentAsync());

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator("#story table").First.IsVisibleAsync());
        Assert.False(await page.Locator(".toolbar").IsVisibleAsync());
        await page.PdfAsync(new() { Path = Path.Combine(pictures.Folder, "finding.pdf") });

        IPage plain = await chromium.OpenAsync(pictures.Finding, scripts: false);
        Assert.True(await plain.Locator("#story table").First.IsVisibleAsync());
    }

    /// <summary>A line of the program under test cannot run as a script. Seen to fail: data written without escaping.</summary>
    [Fact]
    public async Task A_hostile_line_is_shown_as_it_is()
    {
        const string line = "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 1'>";
        RunResult run = Simulator.Run(static sim => { sim.Log(line); return Task.CompletedTask; }, new RunOptions { Name = line });
        string path = Path.Combine(pictures.Folder, "hostile.html");
        run.WriteTimeline(path);
        IPage page = await chromium.OpenAsync(path);
        Assert.Equal(line, await page.EvaluateAsync<string>("timeline.panes[0].run.lines[0]"));
        Assert.True(await page.EvaluateAsync<bool>("window.broken === undefined"));
        Assert.StartsWith(line, await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>The wheel turns fast, and what the screen shows, not only the canvas, has something in each row.</summary>
    private static async Task CheckFlingAsync(IPage page)
    {
        await page.EvaluateAsync("timeline.panes[0].zoom(1e6); timeline.panes[0].zoom(21 / timeline.panes[0].rowHeight)");
        await page.Mouse.MoveAsync(400, 500);
        for (int i = 0; i < 10; i++)
        {
            await page.Mouse.WheelAsync(0, 40_000);
            byte[] picture = await page.ScreenshotAsync();
            int blank = await page.EvaluateAsync<int>(
                """
                async picture => {
                  const bytes = Uint8Array.from(atob(picture), unit => unit.charCodeAt(0));
                  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
                  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), c = canvas.getContext("2d");
                  c.drawImage(bitmap, 0, 0);
                  const box = document.querySelector(".view").getBoundingClientRect();
                  let blank = 0;
                  for (let y = Math.ceil(box.top) + 30; y + 42 < box.bottom; y += 42) {
                    const d = c.getImageData(4, y, 56, 42).data;
                    let some = false;
                    for (let i = 4; i < d.length && !some; i += 4) { some = Math.abs(d[i] - d[0]) + Math.abs(d[i + 1] - d[1]) > 60; }
                    blank += some ? 0 : 1;
                  }
                  return blank;
                }
                """,
                Convert.ToBase64String(picture));
            Assert.Equal(0, blank);
        }
    }

    private static Task<string> DetailsAsync(IPage page) => page.Locator("#details").InnerTextAsync();

    private static Task<int> ChosenAsync(IPage page) => page.EvaluateAsync<int>("timeline.current.chosen");
}
