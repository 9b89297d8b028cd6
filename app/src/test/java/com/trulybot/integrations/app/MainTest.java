package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void withoutAWordItSaysWhatThereIsToDo() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(err.toString()).contains("serve", "demo", "config");
    }

    @Test
    void helpAndVersionEndWell() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(run(Map.of(), "--version")).isZero();
        assertThat(run(Map.of(), "serve", "--help")).isZero();
        assertThat(out.toString()).contains("TrulyBot Integrations", "--config");
    }

    @Test
    void anUnknownWordEndsWithTwo() {
        assertThat(run(Map.of(), "sevre")).isEqualTo(2);
        assertThat(err.toString()).contains("sevre");
    }

    @Test
    void configPrintsWhatIsInForce() throws IOException {
        Path file = Files.writeString(folder.resolve("trulybot.env"), "PORT=9000\n");

        assertThat(run(
                        Map.of("AUTH_JWT_SECRET", "hunter2hunter2hunter2hunter2hunter2"),
                        "config",
                        "--config",
                        file.toString()))
                .isZero();
        assertThat(out.toString()).contains("9000  (file)", "AUTH_JWT_SECRET").doesNotContain("hunter2");
    }

    @Test
    void wrongSettingsAreAllToldAndEndWithTwo() {
        assertThat(run(Map.of("PORT", "x", "LOG_LEVEL", "loud"), "serve")).isEqualTo(2);
        assertThat(err.toString())
                .contains("These settings are wrong:", "PORT", "LOG_LEVEL")
                .doesNotContain("\tat ");
    }

    @Test
    void servingWithoutATokenSecretEndsWithTwoAndSaysHow() {
        assertThat(run(Map.of(), "serve")).isEqualTo(2);
        assertThat(err.toString()).contains("AUTH_JWT_SECRET", "trulybot demo");
    }

    @Test
    void aDatabaseThatIsNotThereEndsWithOneAndWithoutItsPassword() throws IOException {
        Map<String, String> environment = Map.of(
                "DATABASE_URL",
                        "postgresql://me:hunter2@127.0.0.1:"
                                + FreePorts.forADemo().api() + "/none",
                "ENCRYPTION_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "AUTH_JWT_SECRET", "a-secret-of-at-least-thirty-two-bytes",
                "LOG_LEVEL", "error");

        assertThat(run(environment, "serve")).isEqualTo(1);
        assertThat(err.toString()).contains("DATABASE_URL").doesNotContain("hunter2", "\tat ");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run(Map.of(), "demo", "--port", port, "--data", folder.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains(port, "--port");
        }
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine line = Main.commandLine(environment);
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
