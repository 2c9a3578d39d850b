# language: fr
Fonctionnalité: Une déléguée à la protection des données mène une analyse d’impact
  Elle part d’une description à moitié remplie, reçoit un projet et des questions, y répond, et le projet est complet.

  Contexte:
    Étant donné la description d’un système d’imagerie où manquent les traitements, l’information des personnes, leurs droits et l’analyse d’impact

  Scénario: D’un fichier à moitié rempli à un projet
    Quand elle demande le projet d’analyse au 2026-11-21
    Alors la commande se termine avec le code 0
    Et le projet conclut « AIPD requise »
    Et le projet répond à 11 questions sur 18
    Et 4 cotations de risque attendent une personne nommée
    Et chaque réponse manquante est adressée à un rôle
    Et le projet demande au « délégué à la protection des données (DPO) » la réponse « processing_activities »
    Et le projet demande au « délégué à la protection des données (DPO) » la réponse « privacy.rights.processes »
    Et le projet ne dit rien de la base légale ni des avis
    Et chaque phrase reprise de la description dit sa ligne

  Scénario: Une réponse donnée est une question de moins, et rien d’autre ne se ferme
    Quand elle demande le projet d’analyse au 2026-11-21
    Et elle répond à « privacy.rights.processes » par « access, rectification, objection »
    Et elle demande le projet d’analyse au 2026-11-21
    Alors il manque une réponse de moins
    Et le projet ne demande plus « privacy.rights.processes »
    Et le projet demande au « délégué à la protection des données (DPO) » la réponse « privacy.rights.access_max_days »

  Scénario: Ses questions ont reçu leurs réponses, le projet est complet
    Quand elle répond à toutes les questions du projet
    Et elle fait confirmer les quatre cotations par « Claire Martin » le 2026-11-20, niveaux écrits
    Et elle demande le projet d’analyse au 2026-11-21
    Alors la commande se termine avec le code 0
    Et le projet répond à 18 questions sur 18
    Et aucune réponse ne manque
    Et les quatre cotations portent « Confirmé par Claire Martin le 20 novembre 2026 »
    Et le projet reprend mot pour mot ce qu’elle a écrit
    Et il reste à une personne de décider et de signer

  Scénario: Une confirmation ne vaut que pour les niveaux qu’elle confirme
    Quand elle répond à toutes les questions du projet
    Et elle fait confirmer les quatre cotations par « Claire Martin » le 2026-11-20, sans écrire de niveau
    Et elle demande le projet d’analyse au 2026-11-21
    Alors aucune cotation n’est confirmée, et le projet dit « Proposé ; confirmation de Claire Martin sans niveau : à préciser »

  Scénario: Une confirmation datée d’un jour à venir n’est pas encore en vigueur
    Quand elle répond à toutes les questions du projet
    Et elle fait confirmer les quatre cotations par « Claire Martin » le 2026-12-01, niveaux écrits
    Et elle demande le projet d’analyse au 2026-11-21
    Alors aucune cotation n’est confirmée, et le projet dit « Proposé ; confirmation de Claire Martin annoncée au 1er décembre 2026 »

  Scénario: Le projet complet est le même dans tous ses formats
    Quand elle répond à toutes les questions du projet
    Et elle demande le projet d’analyse au 2026-11-21 en Word, en PDF et pour l’outil de la CNIL
    Alors la commande se termine avec le code 0
    Et chaque format reprend mot pour mot ce qu’elle a écrit
    Et le fichier de la CNIL se relit sans rien perdre de ce qu’elle a écrit

  Scénario: Une faute dans sa réponse lui est montrée, et aucun projet n’est écrit
    Quand elle répond à « privacy.rights.processes » par « acces »
    Et elle demande le projet d’analyse au 2026-11-21
    Alors la commande se termine avec le code 2
    Et le message nomme « vouliez-vous dire `access` »
    Et aucun projet n’est écrit
