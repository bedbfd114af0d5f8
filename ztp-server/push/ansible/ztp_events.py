"""Tells the progress of a playbook as the events of a converge: JSON lines, appended to the file that ZTP_EVENTS names."""

import difflib
import json
import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: ztp_events
    type: notification
    short_description: progress as JSON lines
    description: Writes the events of a converge.
"""

HIDDEN = "not told: the task has no_log"
DIFF_CHARACTERS = 4000


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "ztp_events"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        super().__init__()
        self._path = os.environ["ZTP_EVENTS"]
        self._role = os.environ["ZTP_ROLE"]
        self._begun = self._since = time.monotonic()
        self._total = self._updated = 0
        self._failed = False

    def v2_playbook_on_start(self, playbook):
        from ansible.release import __version__

        self._write("run_started", client="Ansible " + __version__)

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._since = time.monotonic()
        self._write("resource_started", **self._place(task))

    def v2_playbook_on_handler_task_start(self, task):
        self.v2_playbook_on_task_start(task, False)

    def v2_runner_on_ok(self, result):
        self._ended(result, "updated" if result._result.get("changed") else "up_to_date")

    def v2_runner_on_skipped(self, result):
        self._ended(result, "skipped")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._ended(result, "failed")
        if not ignore_errors:
            self._fail(result)

    def v2_runner_on_unreachable(self, result):
        self._ended(result, "failed")
        self._fail(result)

    def v2_playbook_on_stats(self, stats):
        if not self._failed:
            seconds = round(time.monotonic() - self._begun, 3)
            self._write("run_completed", updated=self._updated, total=self._total, seconds=seconds)

    def _ended(self, result, status):
        self._total += 1
        self._updated += status == "updated"
        secret = self._is_secret(result)
        seconds = round(time.monotonic() - self._since, 3)
        message = HIDDEN if secret and status == "failed" else "" if secret else str(result._result.get("msg", ""))
        diff = "" if secret else self._diff(result)
        self._write(
            "resource", status=status, seconds=seconds, detail=message[:300], diff=diff, **self._place(result._task)
        )

    def _fail(self, result):
        self._failed = True
        told = HIDDEN
        log = ""
        if not self._is_secret(result):
            told = str(result._result.get("msg", "failed"))
            log = "\n".join(str(result._result.get(key, "")) for key in ("stdout", "stderr")).strip()
        place = self._place(result._task)
        place["resource"] = place.pop("name")
        place.pop("action")
        self._write("run_failed", message=told[:300], log=log[-4000:], **place)

    @staticmethod
    def _is_secret(result):
        return bool(result._task.no_log or result._result.get("_ansible_no_log"))

    @staticmethod
    def _diff(result):
        lines = []
        found = result._result.get("diff") or []
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each.get("before"), str) and isinstance(each.get("after"), str):
                sides = each["before"].splitlines(), each["after"].splitlines()
                lines.extend(list(difflib.unified_diff(*sides, lineterm=""))[2:])
        return "\n".join(lines)[:DIFF_CHARACTERS]

    def _place(self, task):
        file, _, line = (task.get_path() or "").rpartition(":")
        return {
            "name": "task[%s]" % task.get_name(),
            "action": task.action,
            "cookbook": self._role,
            "recipe": os.path.basename(file),
            "line": int(line) if line.isdigit() else 0,
        }

    def _write(self, event, **fields):
        kept = {key: value for key, value in fields.items() if value != ""}
        with open(self._path, "a", encoding="utf-8") as out:
            out.write(json.dumps({"event": event, **kept}, separators=(",", ":")) + "\n")
