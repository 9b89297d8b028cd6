package com.trulybot.integrations.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up: one line an event on the standard output. What came from outside can't forge a line: control
 * characters of a message become blanks, and the lines of a stack trace are indented.
 */
final class Logging {
    private static final String TEXT =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level %logger{0} - %replace(%msg){'[\\p{Cntrl}\\u2028\\u2029]+', ' '}%n"
                    + "%replace(%rEx){'(?m)^(?=.)', '    '}%nopex";

    /** They tell at every start what only a developer of theirs wants to know. */
    private static final List<String> TALKATIVE =
            List.of("org.flywaydb", "com.zaxxer.hikari", "org.eclipse.jetty", "io.javalin", "okhttp3");

    private static final String OURS = "com.trulybot";

    private Logging() {}

    /**
     * Sets it up, in place of what was.
     *
     * @param level of {@code LOG_LEVEL}
     * @param json whether events are written as JSON
     */
    static void configure(String level, boolean json) {
        configure(level, json, ConsoleTarget.SystemOut);
    }

    /** For a command: what it prints is for its caller, so the log goes beside it. */
    static void beside(String level) {
        configure(level, false, ConsoleTarget.SystemErr);
    }

    private static void configure(String level, boolean json, ConsoleTarget target) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget(target.getName());
        console.setEncoder(encoder(context, json));
        console.start();
        levels(context, Level.toLevel(level));
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(console);
    }

    /**
     * Only what we write ourselves may be talkative: below {@code INFO} an HTTP server logs the requests it reads, with the
     * tokens and the shoppers' words in them.
     */
    static void levels(LoggerContext context, Level level) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
        context.getLogger(OURS).setLevel(level);
        for (String name : TALKATIVE) {
            context.getLogger(name).setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        }
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        if (json) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            // One message as people read it, not its parts.
            encoder.setWithFormattedMessage(true);
            encoder.setWithMessage(false);
            encoder.setWithArguments(false);
            encoder.setWithContext(false);
            encoder.setWithSequenceNumber(false);
            encoder.start();
            return encoder;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(TEXT);
        encoder.start();
        return encoder;
    }
}
