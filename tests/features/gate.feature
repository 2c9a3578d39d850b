# language: fr
Fonctionnalité: Arrêter la mise en production d’une version qui rompt une obligation
  Une obligation en vigueur qui n’est pas remplie ferme le passage. Un risque accepté l’ouvre pour un temps,
  au nom de quelqu’un, et l’échéance de cette acceptation le referme.

  Contexte:
    Étant donné l’architecture de référence, en règle

  Scénario: une version en règle passe
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 0
    Et la dernière ligne commence par « ouvert : »

  Scénario: une version arrêtée, réparée
    Étant donné que le second facteur n’est exigé que pour les accès distants
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 1
    Et la dernière ligne est « fermé : 1 obligation non remplie »
    Et le résultat montre « secure-reference/organisation.yaml:125 »
    Étant donné que le second facteur est de nouveau exigé partout
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 0

  Scénario: une version arrêtée, acceptée pour un temps, puis rattrapée par l’échéance
    Étant donné que le second facteur n’est exigé que pour les accès distants
    Et une dérogation à rgpd:art-32-1-b jusqu’au 2026-12-05
    Quand la version se présente le 2026-11-12
    Alors le code de sortie est 0
    Et la dernière ligne finit par « 1 risque accepté par dérogation »
    Et le résultat montre « dérogation qui échoit le 5 décembre 2026, dans 23 jours »
    Quand la version se présente le 2026-12-05
    Alors le code de sortie est 0
    Quand la version se présente le 2026-12-06
    Alors le code de sortie est 4
    Et la dernière ligne est « fermé : 1 obligation rouverte par une dérogation échue »
    Et le résultat montre « dérogation échue le 5 décembre 2026 : rgpd:art-32-1-b est rouvert (demandée par RSSI, approuvée par Directrice générale) »

  Scénario: une dérogation ne compte pas pour qui demande à voir sans elle
    Étant donné que le second facteur n’est exigé que pour les accès distants
    Et une dérogation à rgpd:art-32-1-b jusqu’au 2026-12-05
    Quand la version se présente le 2026-11-21 sans les dérogations
    Alors le code de sortie est 1
    Et le résultat montre « dérogations ignorées à la demande : 1 »

  Plan du scénario: ce qui est accepté se lit dans chaque document, avec qui en répond
    Étant donné que le second facteur n’est exigé que pour les accès distants
    Et une dérogation à rgpd:art-32-1-b jusqu’au 2026-12-05
    Quand « comply <commande> » est lancé le 2026-11-21
    Alors le résultat montre « demandée par RSSI, approuvée par Directrice générale »

    Exemples:
      | commande                |
      | assess                  |
      | aipd                    |
      | register                |
      | deadlines               |
      | flows                   |
      | explain rgpd:art-32-1-b |

  Scénario: une dérogation à ce qui n’est plus rompu demande à être retirée
    Étant donné une dérogation à rgpd:art-32-1-b jusqu’au 2026-12-05
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 0
    Et le résultat montre « dérogation devenue inutile : rgpd:art-32-1-b n’est plus en échec »

  Scénario: ce que personne n’a dit arrête la version, sous son propre code
    Étant donné que personne ne dit pour quels accès le second facteur est exigé
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 3
    Et la dernière ligne contient « inconnue bloquante »

  Scénario: la politique peut laisser passer des inconnues
    Étant donné que personne ne dit pour quels accès le second facteur est exigé
    Et la politique « gate: {unknowns: {blocking: 40}} »
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 0

  Scénario: une preuve périmée arrête la version, sous son propre code
    Quand la version se présente le 2026-12-20
    Alors le code de sortie est 4
    Et la dernière ligne est « fermé : 1 preuve périmée »

  Scénario: un fichier illisible n’est ni ouvert ni fermé
    Étant donné que la description n’est plus un YAML lisible
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 2
    Et l’erreur montre « secure-reference/system.yaml:1:1 »

  Scénario: un passage qui n’a rien à examiner ne s’ouvre pas
    Étant donné la politique « gate: {frameworks: [hipaa]} »
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 2
    Et l’erreur montre « aucun contrôle n’avait rien à examiner »

  Scénario: une politique qui ne fermerait jamais est refusée
    Étant donné la politique « gate: {fail_on: {blocking: []}} »
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 2
    Et l’erreur montre « cette politique ne fermerait jamais le passage »

  Scénario: regarder plus loin que le jour même
    Étant donné que rien n’est prévu pour le contrôle humain
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 0
    Étant donné la politique « gate: {look_ahead_days: 730, unknowns: {}} »
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 1
    Et la dernière ligne contient « à venir »

  Scénario: un écart déjà connu n’arrête pas la version suivante
    Étant donné que le second facteur n’est exigé que pour les accès distants
    Et que l’évaluation de cette version est gardée comme référence
    Quand la version se présente le 2026-11-21 au regard de la référence
    Alors le code de sortie est 0
    Et la dernière ligne contient « déjà connu »

  Scénario: une dérogation trop longue pour la gravité de ce qu’elle accepte est refusée
    Étant donné que le second facteur n’est exigé que pour les accès distants
    Et une dérogation à rgpd:art-32-1-b jusqu’au 2027-03-31
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 2
    Et l’erreur montre « dérogation de 141 jours ; la politique en permet 90 pour la gravité `blocking` »

  Scénario: une dérogation à ce qui n’existe pas est refusée
    Étant donné une dérogation à rgpd:art-32-1-bb jusqu’au 2026-12-05
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 2
    Et l’erreur montre « aucune exigence ne s’appelle `rgpd:art-32-1-bb` – vouliez-vous dire `rgpd:art-32-1-b` ? »

  Scénario: un écart nouveau arrête la version malgré la référence
    Étant donné que l’évaluation de cette version est gardée comme référence
    Et que le second facteur n’est exigé que pour les accès distants
    Quand la version se présente le 2026-11-21 au regard de la référence
    Alors le code de sortie est 1

  Scénario: la politique demande plus qu’une parole pour ce qui est bloquant
    Étant donné la politique « gate: {assurance: {blocking: measured}} »
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 4
    Et le résultat montre « preuve insuffisante, attendu : mesuré »

  Scénario: un repère resserré par la politique alerte sans jamais fermer, car il n’est pas dans le texte
    Étant donné la politique « {gate: {fail_on: {major: [not_met]}}, parameters: {LOG-05: {max_review_interval: 3}}} »
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 0

  Scénario: la politique ne change pas ce qui vient de la loi
    Étant donné la politique « parameters: {INC-02: {authority: 96}} »
    Quand la version se présente le 2026-11-21
    Alors le code de sortie est 2
    Et l’erreur montre « `authority` de INC-02 (72) vient du texte »
