package com.trulybot.integrations.platform.tck;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What is said on the standard streams, where logs on a console go, and to {@code java.util.logging}, while it is open.
 * It is passed on as well.
 */
final class Overheard implements AutoCloseable {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final SimpleFormatter words = new SimpleFormatter();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            heard.writeBytes((words.formatMessage(entry) + " " + entry.getThrown()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Overheard() {
        System.setOut(tee(out));
        System.setErr(tee(err));
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
    }

    static Overheard begin() {
        return new Overheard();
    }

    private PrintStream tee(PrintStream original) {
        OutputStream both = new OutputStream() {
            @Override
            public void write(int b) {
                heard.write(b);
                original.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                heard.write(bytes, from, length);
                original.write(bytes, from, length);
            }
        };
        return new PrintStream(both, true, StandardCharsets.UTF_8);
    }

    String text() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        Logger.getLogger("").removeHandler(handler);
    }
}
