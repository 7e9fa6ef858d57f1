"""The monitor's own words. States and members are named by the catalogs."""

from __future__ import annotations

from ..labels import fallback, label

__all__ = ["phrase", "state_text"]

_KEYS = (
    "success",
    "failure",
    "canceled",
    "gone",
    "timed-out",
    "gave-up",
    "stopped",
    "fetch_failed",
    "late",
    "log_written",
    "log_not_written",
    "stopped_early",
    "job_id",
    "job_name",
    "job_state",
    "job_started",
    "account_name",
    "account_location",
    "error_details",
    "task_id",
    "error_code",
    "error_message",
)
# each in the order of the keys
_TEXTS: dict[str, tuple[str, ...]] = {
    "en": (
        "finished",
        "ended with an error",
        "was canceled",
        "is no longer listed; how it ended is not known",
        "the time is over",
        "given up: asking failed too often",
        "no longer followed",
        "asking failed ({attempt} of {limit}): {error}",
        "came late, ignored: {state}",
        "stop log: {path}",
        "the stop log could not be written: {error}",
        "The job stopped because of an error or because it was canceled.",
        "Job ID",
        "Job name",
        "Job state",
        "Job started",
        "Account name",
        "Account location",
        "Error details",
        "Task ID",
        "Error code",
        "Error message",
    ),
    "fr": (
        "terminé",
        "arrêté par une erreur",
        "annulé",
        "n’est plus listé ; son issue n’est pas connue",
        "le délai est écoulé",
        "abandon : trop d’échecs de suite",
        "n’est plus suivi",
        "échec de la demande ({attempt} sur {limit}) : {error}",
        "arrivé en retard, ignoré : {state}",
        "journal d’arrêt : {path}",
        "le journal d’arrêt n’a pas pu être écrit : {error}",
        "Le travail s’est arrêté à cause d’une erreur ou d’une annulation.",
        "ID du travail",
        "Nom du travail",
        "État du travail",
        "Début du travail",
        "Nom du compte",
        "Emplacement du compte",
        "Détails des erreurs",
        "ID de la tâche",
        "Code d’erreur",
        "Message d’erreur",
    ),
    "ko": (
        "완료됨",
        "오류로 종료됨",
        "취소됨",
        "더 이상 목록에 없음, 결과를 알 수 없음",
        "제한 시간이 지남",
        "포기함: 조회가 너무 자주 실패함",
        "더 이상 추적하지 않음",
        "조회 실패({attempt}/{limit}): {error}",
        "늦게 도착하여 무시함: {state}",
        "중지 로그: {path}",
        "중지 로그를 쓸 수 없음: {error}",
        "오류 또는 취소로 인해 작업이 중지되었습니다.",
        "작업 ID",
        "작업 이름",
        "작업 상태",
        "작업 시작",
        "계정 이름",
        "계정 위치",
        "오류 세부 정보",
        "태스크 ID",
        "오류 코드",
        "오류 메시지",
    ),
    "de": (
        "abgeschlossen",
        "mit einem Fehler beendet",
        "abgebrochen",
        "nicht mehr aufgeführt; wie es endete, ist nicht bekannt",
        "die Zeit ist abgelaufen",
        "aufgegeben: zu viele Abfragen sind gescheitert",
        "wird nicht mehr verfolgt",
        "Abfrage gescheitert ({attempt} von {limit}): {error}",
        "verspätet, nicht beachtet: {state}",
        "Stoppprotokoll: {path}",
        "das Stoppprotokoll ließ sich nicht schreiben: {error}",
        "Der Auftrag endete durch einen Fehler oder einen Abbruch.",
        "Auftrags-ID",
        "Auftragsname",
        "Auftragsstatus",
        "Auftrag begonnen",
        "Kontoname",
        "Kontostandort",
        "Fehlerdetails",
        "Aufgaben-ID",
        "Fehlercode",
        "Fehlermeldung",
    ),
    "es": (
        "terminado",
        "terminado por un error",
        "cancelado",
        "ya no figura en la lista; no se sabe cómo terminó",
        "se agotó el tiempo",
        "abandonado: demasiadas consultas fallidas",
        "ya no se sigue",
        "la consulta falló ({attempt} de {limit}): {error}",
        "llegó tarde, se ignora: {state}",
        "registro de parada: {path}",
        "no se pudo escribir el registro de parada: {error}",
        "El trabajo se detuvo por un error o una cancelación.",
        "Id. del trabajo",
        "Nombre del trabajo",
        "Estado del trabajo",
        "Inicio del trabajo",
        "Nombre de la cuenta",
        "Ubicación de la cuenta",
        "Detalles de los errores",
        "Id. de la tarea",
        "Código de error",
        "Mensaje de error",
    ),
    "ja": (
        "完了しました",
        "エラーで終了しました",
        "キャンセルされました",
        "一覧にありません (結果は不明です)",
        "制限時間を過ぎました",
        "中止: 問い合わせの失敗が続きました",
        "追跡を終了しました",
        "問い合わせに失敗しました ({attempt}/{limit}): {error}",
        "遅れて届いたため無視しました: {state}",
        "停止ログ: {path}",
        "停止ログを書き込めませんでした: {error}",
        "エラーまたはキャンセルによりジョブが停止しました。",
        "ジョブ ID",
        "ジョブ名",
        "ジョブの状態",
        "ジョブの開始",
        "アカウント名",
        "アカウントの場所",
        "エラーの詳細",
        "タスク ID",
        "エラー コード",
        "エラー メッセージ",
    ),
}
_TABLES = {
    language: dict(zip(_KEYS, texts, strict=True)) for language, texts in _TEXTS.items()
}


def phrase(key: str, locale: str | None = None, **parts: object) -> str:
    """Give one of the monitor's own phrases; in English for a language it lacks."""
    for tag in (locale,) if locale else fallback(locale):
        language = tag.replace("_", "-").partition("-")[0].lower()
        if language in _TABLES:
            return _TABLES[language][key].format(**parts)
    return _TABLES["en"][key].format(**parts)


def state_text(state: str | None, states: str, locale: str | None = None) -> str:
    """Name a state for people: by its label, else as it came."""
    if state is None:
        return "–"
    kind = type(state)
    name = getattr(kind, "__identifier__", states)
    try:
        return label(f"{name}.{getattr(state, 'value', state)}", locale)
    except KeyError:
        return str(state)
