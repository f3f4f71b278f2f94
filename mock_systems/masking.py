"""How screens and lists hide the middle of numbers that belong to a person."""


def masked_number(citizen_number: str) -> str:
    """`390102********286X`: area and order stay, the birth date is hidden."""
    return f"{citizen_number[:6]}********{citizen_number[-4:]}" if citizen_number else ""


def masked_phone(phone: str) -> str:
    """`142****0187`."""
    return f"{phone[:3]}****{phone[-4:]}" if phone else ""


def masked_account(account: str) -> str:
    """`0099****1234`."""
    return f"{account[:4]}****{account[-4:]}" if account else ""
