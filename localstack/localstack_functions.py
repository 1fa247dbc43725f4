"""LocalStack's Lambda where there is no Docker: functions are taken and shown, and cannot be called."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class StoredFunctions(RuntimeExecutorPlugin):
    name = "stored"

    def load(self, *args, **kwargs):
        from localstack.services.lambda_.invocation.docker_runtime_executor import DockerRuntimeExecutor

        class StoredExecutor(DockerRuntimeExecutor):
            @classmethod
            def prepare_version(cls, function_version):
                pass  # Docker's executor fetches an image here, and the creation fails

            @classmethod
            def validate_environment(cls):
                return True

            def start(self, env_vars):
                raise RuntimeError("functions do not run without Docker")

        return StoredExecutor
