package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private static final String FORGED = "alice\r\n2026-01-01T00:00:00.000Z INFO  Main - all is well\u2028\u001b[2J";

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("test.Where");

    @Test
    void whatCameFromOutsideForgesNoLineOfText() {
        String written = write(false, "said {}", new IllegalStateException(FORGED), FORGED);

        assertThat(written.lines().findFirst().orElseThrow())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  Where - said alice 2026-.*");
        assertThat(written.lines().skip(1)).isNotEmpty().allMatch(line -> line.isEmpty() || line.startsWith("    "));
        assertThat(written.lines().findFirst().orElseThrow()).doesNotContain("\u001b", "\u2028");
    }

    @Test
    void anEventWithoutAnExceptionIsOneLine() {
        assertThat(write(false, "said {}", null, "a\nb").lines()).hasSize(1);
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
        String written = write(true, "said {}", new IllegalStateException(FORGED), FORGED);

        assertThat(written.lines()).hasSize(1);
        JsonNode event = new ObjectMapper().readTree(written);
        assertThat(event.path("level").asText()).isEqualTo("WARN");
        assertThat(event.path("formattedMessage").asText()).isEqualTo("said " + FORGED);
    }

    @Test
    void howeverTalkativeWeAreLibrariesLogNoRequests() {
        Logging.levels(context, Level.TRACE);

        assertThat(context.getLogger("com.trulybot.integrations.http.RequestFrame")
                        .isTraceEnabled())
                .isTrue();
        for (String library : List.of("org.eclipse.jetty.http.HttpParser", "okhttp3.OkHttpClient", "anything.else")) {
            assertThat(context.getLogger(library).isDebugEnabled()).as(library).isFalse();
        }
    }

    @Test
    void errorsAloneAreErrorsAlone() {
        Logging.levels(context, Level.ERROR);

        assertThat(context.getLogger("com.trulybot.integrations.app.Main").isWarnEnabled())
                .isFalse();
        assertThat(context.getLogger("org.eclipse.jetty.server.Server").isWarnEnabled())
                .isFalse();
    }

    @BeforeEach
    void prepare() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    private String write(boolean json, String message, Throwable problem, Object... arguments) {
        LoggingEvent event = new LoggingEvent("test", logger, Level.WARN, message, problem, arguments);
        return new String(Logging.encoder(context, json).encode(event), StandardCharsets.UTF_8);
    }
}
